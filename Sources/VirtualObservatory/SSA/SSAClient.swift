// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// Asks one SSA service.
///
/// ```swift
/// var query = SSAQuery()
/// query.position = SkyPoint("22:57:39 +59:25")
/// query.size = 0.1
/// let result = try await SSAClient("http://archive.example/ssap?", transport).search(query)
/// for spectrum in result.spectra { print(spectrum.best.accessURL ?? "-") }
/// ```
public struct SSAClient: Sendable {
    public let service: ServiceURL
    let transport: any ServiceExchange
    /// The most requests for one query; an archive of millions needs a narrower question.
    public var requestLimit = 1000
    /// MAXREC where more is there than an answer had; a service that caps it sends as many as it will.
    private static let roomForAll = 1_000_000

    public init(_ service: String, _ transport: any ServiceExchange) {
        self.service = ServiceURL(service)
        self.transport = transport
    }

    /// What the service says about its parameters and columns.
    ///
    /// - Throws: ``ServiceError``.
    public func form() async throws(ServiceError) -> SSAForm {
        try SSAForm(try await transport.answer(SSAForm.request(service)))
    }

    /// The request of a query.
    ///
    /// - Throws: ``ServiceError/badParameter(name:value:reason:)``.
    public func request(_ query: SSAQuery) throws(ServiceError) -> TransportRequest {
        TransportRequest(service.setting(try query.fields()))
    }

    /// One request, one answer, as the service gives it.
    ///
    /// - Throws: ``ServiceError``.
    public func answer(_ query: SSAQuery) async throws(ServiceError) -> SSAAnswer {
        try SSAAnswer(try await transport.answer(try request(query)), service: service.text)
    }

    /// All that the service has for the query: asked once more with a higher MAXREC where the answer is cut off, then in parts.
    ///
    /// Repetitions are removed, and rows farther from the position than half the size (plus half their own aperture). With
    /// ``SSAQuery/maximumRecords`` the first so many are taken and nothing more is asked.
    ///
    /// - Throws: ``ServiceError``, also when a part of the query fails: a list with holes would look whole.
    public func search(_ query: SSAQuery) async throws(ServiceError) -> SSAResult {
        var gathering = Gathering(query)
        let first = try await answer(query)
        gathering.add(first)
        guard first.status.isOverflow, query.maximumRecords == nil else {
            gathering.isComplete = !first.status.isOverflow
            return gathering.result
        }
        // Parts, too, are asked for with room for all that the service gives at once.
        var whole = query
        whole.maximumRecords = Self.roomForAll
        var last = first
        do {
            last = try await answer(whole)
        } catch {
            // Some refuse what is above their cap instead of cutting it.
            guard case .refused = error else { throw error }
            whole = query
        }
        gathering.add(last)
        if !last.status.isOverflow { return gathering.result }
        var pending = SSASplit.parts(of: whole, seen: last.records)
        gathering.isComplete = !pending.isEmpty
        while !pending.isEmpty {
            guard gathering.requests + pending.count <= requestLimit else {
                gathering.isComplete = false
                break
            }
            var next: [SSAQuery] = []
            for (part, answer) in zip(pending, try await answers(pending)) {
                gathering.add(answer)
                guard answer.status.isOverflow else { continue }
                let parts = SSASplit.parts(of: part, seen: answer.records)
                if parts.isEmpty || parts.contains(part) { gathering.isComplete = false } else { next += parts }
            }
            pending = next
        }
        return gathering.result
    }

    /// The transport sees to it that a service is not asked too much at once.
    private func answers(_ queries: [SSAQuery]) async throws(ServiceError) -> [SSAAnswer] {
        let results = await withTaskGroup(of: Numbered<SSAAnswer>.self) { group in
            for (index, query) in queries.enumerated() {
                group.addTask { await numbered(index, query) }
            }
            var found: [Int: SSAAnswer] = [:]
            var failure: ServiceError?
            while let answer = await group.next() {
                switch answer.result {
                case .success(let content): found[answer.number] = content
                case .failure(let error):
                    // Those that follow are cancelled because of this one.
                    failure = failure ?? error
                    group.cancelAll()
                }
            }
            return failure.map { .failure($0) }
                ?? Result<_, ServiceError>.success(queries.indices.compactMap { found[$0] })
        }
        return try results.get()
    }

    private func numbered(_ index: Int, _ query: SSAQuery) async -> Numbered<SSAAnswer> {
        do {
            return Numbered(number: index, result: .success(try await answer(query)))
        } catch {
            return Numbered(number: index, result: .failure(error))
        }
    }
}

/// What has been found so far.
private struct Gathering {
    private let query: SSAQuery
    private var seen: Set<SSARecord.Identity> = []
    private var records: [SSARecord] = []
    private var descriptors: [ServiceDescriptor] = []
    private var dropped = 0
    private(set) var requests = 0
    var isComplete = true

    init(_ query: SSAQuery) { self.query = query }

    mutating func add(_ answer: SSAAnswer) {
        requests += 1
        if descriptors.isEmpty { descriptors = answer.descriptors }
        for record in answer.records where seen.insert(record.identity).inserted {
            if isFar(record) { dropped += 1 } else { records.append(record) }
        }
    }

    /// A row without a position is believed.
    private func isFar(_ record: SSARecord) -> Bool {
        guard let centre = query.position, let size = query.size, let position = record.position else { return false }
        let aperture = max(0, record.aperture ?? 0)
        // Positions are often of single precision.
        return centre.distance(to: position) > (size + aperture) / 2 * (1 + 1e-6) + 5e-5
    }

    var result: SSAResult {
        var records = records
        if let most = query.maximumRecords, records.count > most { records.removeLast(records.count - most) }
        return SSAResult(
            records: records, descriptors: descriptors, isComplete: isComplete, droppedByDistance: dropped,
            requests: requests)
    }
}
