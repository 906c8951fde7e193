// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// Asks a TAP service in ADQL (TAP 1.1), at once or as a job.
///
/// ```swift
/// let tap = TAPClient("http://dc.example/tap", transport)
/// let answer = try await tap.query("SELECT TOP 10 * FROM ivoa.obscore")
/// for row in answer.table.rows { print(row) }
/// ```
public struct TAPClient: Sendable {
    /// The base, below which are `sync`, `async`, `tables`.
    public let service: String
    let transport: any ServiceExchange

    public init(_ service: String, _ transport: any ServiceExchange) {
        var base = service.trimmed
        while let last = base.last, "/?&".contains(last) { base.removeLast() }
        for end in ["/sync", "/async"] where base.hasSuffix(end) { base.removeLast(end.count) }
        self.service = base
        self.transport = transport
    }

    /// The body of a query; multipart where tables are sent along.
    public func body(
        _ adql: String, uploads: [TAPUpload] = [], maximumRecords: Int? = nil
    ) throws(ServiceError) -> TransportRequest.Body {
        guard !adql.trimmed.isEmpty else {
            throw .badParameter(name: "QUERY", value: adql, reason: "it is empty")
        }
        var fields: [TransportRequest.Field] = [
            .init("REQUEST", "doQuery"), .init("LANG", "ADQL"), .init("QUERY", adql),
        ]
        if let maximumRecords { fields.append(.init("MAXREC", "\(maximumRecords)")) }
        if uploads.isEmpty { return .form(fields) }
        fields.append(.init("UPLOAD", uploads.map { "\($0.name),param:\($0.name)" }.joined(separator: ";")))
        let texts = fields.map { TransportRequest.Part(name: $0.name, content: .init($0.value.utf8)) }
        let files = uploads.map {
            TransportRequest.Part(
                name: $0.name, fileName: $0.name + ".vot", contentType: "application/x-votable+xml", content: $0.content
            )
        }
        return .multipart(texts + files)
    }

    /// Asks and waits for the answer on one connection: for queries of seconds.
    ///
    /// - Throws: ``ServiceError``.
    public func query(
        _ adql: String, uploads: [TAPUpload] = [], maximumRecords: Int? = nil
    ) async throws(ServiceError) -> TAPAnswer {
        let body = try body(adql, uploads: uploads, maximumRecords: maximumRecords)
        return try TAPAnswer(
            try await transport.answer(TransportRequest(service + "/sync", method: .post, body: body), limit: 1 << 30))
    }

    /// Asks as a job, waits for its end, takes the result and removes the job.
    ///
    /// - Parameter patience: seconds.
    /// - Throws: ``ServiceError``.
    public func queryAsJob(
        _ adql: String, uploads: [TAPUpload] = [], maximumRecords: Int? = nil, patience: Double = 3600
    ) async throws(ServiceError) -> TAPAnswer {
        let uws = UWSClient(service + "/async", transport)
        let job = try await uws.run(
            try body(adql, uploads: uploads, maximumRecords: maximumRecords), patience: patience)
        let usual = UWSJob.Result(id: "result", url: job.url + "/results/result")
        let result = job.results.first { $0.id == "result" } ?? job.results.first ?? usual
        let response = try await uws.content(of: result, job)
        await uws.forget(job)
        return try TAPAnswer(response)
    }

    /// The tables of the service (VOSI 1.1 §4).
    ///
    /// - Throws: ``ServiceError``.
    public func tables() async throws(ServiceError) -> [VOSITable] {
        try VOSITable.list(try await transport.answer(TransportRequest(service + "/tables")))
    }
}
