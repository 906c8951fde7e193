// SPDX-License-Identifier: Apache-2.0

import HTTPTransport

/// The address at which each spectrum of a search is cut and converted by its archive: one request per spectrum.
public enum SODAPlan {
    public struct Step: Sendable, Hashable {
        public var record: SSARecord
        /// The request, or why there is none.
        public var url: Result<String, ServiceError>
    }

    /// Finds the service on each spectrum, in the three places where it may stand: in the answer itself, behind a links service of the
    /// answer, or behind a link of the row. Only services that answer at once are taken.
    ///
    /// - Throws: ``ServiceError`` where no spectrum can be asked for.
    public static func steps(
        _ records: [SSARecord], _ descriptors: [ServiceDescriptor], _ choice: SODAChoice,
        _ transport: any ServiceExchange
    ) async throws(ServiceError) -> [Step] {
        let steps = try await all(records, descriptors, choice, transport)
        let failures = steps.compactMap { step in if case .failure(let error) = step.url { error } else { nil } }
        if let first = failures.first, failures.count == steps.count { throw first }
        return steps
    }

    private static func all(
        _ records: [SSARecord], _ descriptors: [ServiceDescriptor], _ choice: SODAChoice,
        _ transport: any ServiceExchange
    ) async throws(ServiceError) -> [Step] {
        for kind in [ServiceDescriptor.Kind.sodaSync, .getData] {
            guard let descriptor = descriptors.first(where: { $0.kind == kind && $0.offers(choice) }) else { continue }
            let client = SODAClient(descriptor, transport)
            return records.map { record in
                Step(record: record, url: url(client, choice) { record.value(ofColumn: $0) })
            }
        }
        if let soda = descriptors.first(where: { $0.kind == .sodaSync }) {
            // The service is there and takes something else: its refusal says what.
            return records.map { record in
                Step(record: record, url: url(SODAClient(soda, transport), choice) { record.value(ofColumn: $0) })
            }
        }
        if let links = descriptors.first(where: { $0.kind == .links }),
            let reference = links.inputs.compactMap(\.reference).first
        {
            let ids = records.map { $0.value(ofColumn: reference) }
            let answer = try await DataLinkClient(links, transport).links(ids.compactMap { $0 })
            return zip(records, ids).map { record, id in
                Step(record: record, url: url(answer, id ?? "", choice, transport))
            }
        }
        var steps: [Step] = []
        for record in records {
            guard let address = record.linksURL else {
                let none = ServiceError.notOffered(
                    service: record.service, parameter: "cut", reason: "the archive offers no service on its spectra")
                steps.append(Step(record: record, url: .failure(none)))
                continue
            }
            do {
                let answer = try await DataLinkClient.document(at: address, transport)
                steps.append(Step(record: record, url: url(answer, answer.rows.first?.id ?? "", choice, transport)))
            } catch {
                if case .transport(let failure) = error, case .cancelled = failure { throw error }
                steps.append(Step(record: record, url: .failure(error)))
            }
        }
        return steps
    }

    private static func url(
        _ answer: DataLinkAnswer, _ id: String, _ choice: SODAChoice, _ transport: any ServiceExchange
    ) -> Result<String, ServiceError> {
        let services = answer.processing(of: id).filter { $0.descriptor.kind != .sodaAsync }
        if let service = services.first(where: { $0.descriptor.offers(choice) }) ?? services.first {
            return url(SODAClient(service.descriptor, transport), choice) { service.row.value(ofColumn: $0) }
        }
        for row in answer.rows(of: id) {
            if case .fault(let fault) = row.target { return .failure(.fault(id: id, message: fault.message)) }
        }
        return .failure(.fault(id: id, message: "the archive offers no service on this dataset"))
    }

    private static func url(
        _ client: SODAClient, _ choice: SODAChoice, _ value: (String) -> String?
    ) -> Result<String, ServiceError> {
        do throws(ServiceError) {
            return .success(try client.request(choice, row: value).url)
        } catch {
            return .failure(error)
        }
    }
}

extension ServiceDescriptor {
    /// Whether the service declares all that is wanted of it.
    func offers(_ choice: SODAChoice) -> Bool {
        (try? fields(choice) { _ in "any" }) != nil
    }
}
