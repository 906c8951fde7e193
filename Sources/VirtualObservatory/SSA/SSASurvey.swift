// SPDX-License-Identifier: Apache-2.0

/// What came of asking several services: whatever could be had, and how each of them fared.
public struct SSASurvey: Sendable, Hashable {
    public struct Outcome: Sendable, Hashable {
        public var service: String
        public var result: Result<SSAResult, ServiceError>
    }

    /// In the order of the services.
    public var outcomes: [Outcome]

    /// All records of all services that answered.
    public var records: [SSARecord] { outcomes.flatMap { (try? $0.result.get())?.records ?? [] } }

    /// Asks all services; one that fails or is away takes nothing from the others.
    ///
    /// - Parameter atOnce: services asked at the same time.
    public static func search(
        _ query: SSAQuery, services: [String], _ transport: any ServiceExchange, atOnce: Int = 6
    ) async -> SSASurvey {
        var outcomes = services.map { Outcome(service: $0, result: .failure(.incomplete(url: $0, missing: "answer"))) }
        await withTaskGroup(of: (Int, Result<SSAResult, ServiceError>).self) { group in
            var next = 0
            func start() {
                guard next < services.count else { return }
                let index = next
                next += 1
                group.addTask {
                    do throws(ServiceError) {
                        return (index, .success(try await SSAClient(services[index], transport).search(query)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            for _ in 0..<max(1, atOnce) { start() }
            for await (index, result) in group {
                outcomes[index].result = result
                start()
            }
        }
        return SSASurvey(outcomes: outcomes)
    }
}
