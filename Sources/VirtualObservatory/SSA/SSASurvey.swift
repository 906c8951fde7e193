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
        let results = await withTaskGroup(of: Numbered<SSAResult>.self) { group in
            var results: [Int: Result<SSAResult, ServiceError>] = [:]
            var next = 0
            while next < min(max(1, atOnce), services.count) {
                let (index, service) = (next, services[next])
                group.addTask { await ask(service, index, query, transport) }
                next += 1
            }
            while let answer = await group.next() {
                results[answer.number] = answer.result
                guard next < services.count else { continue }
                let (index, service) = (next, services[next])
                group.addTask { await ask(service, index, query, transport) }
                next += 1
            }
            return results
        }
        return SSASurvey(
            outcomes: services.enumerated().map { index, service in
                Outcome(
                    service: service,
                    result: results[index] ?? .failure(.incomplete(url: service, missing: "answer")))
            })
    }

    private static func ask(
        _ service: String, _ index: Int, _ query: SSAQuery, _ transport: any ServiceExchange
    ) async -> Numbered<SSAResult> {
        do {
            return Numbered(number: index, result: .success(try await SSAClient(service, transport).search(query)))
        } catch {
            return Numbered(number: index, result: .failure(error))
        }
    }
}

/// One of several results that come in any order.
struct Numbered<Value: Sendable>: Sendable {
    var number: Int
    var result: Result<Value, ServiceError>
}
