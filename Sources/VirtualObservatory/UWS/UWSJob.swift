// SPDX-License-Identifier: Apache-2.0

import Foundation
public import HTTPTransport

/// The state of a remote job (UWS 1.1 §2.1.3).
public enum UWSPhase: String, Sendable, Hashable, CaseIterable {
    case pending = "PENDING", queued = "QUEUED", executing = "EXECUTING", completed = "COMPLETED", error = "ERROR"
    case aborted = "ABORTED", held = "HELD", suspended = "SUSPENDED", archived = "ARCHIVED", unknown = "UNKNOWN"

    init(_ text: String?) { self = Self(rawValue: (text ?? "").trimmed.uppercased()) ?? .unknown }

    /// Nothing more will happen.
    public var isFinal: Bool { [.completed, .error, .aborted, .archived].contains(self) }

    /// In which a server may make a client wait for a change (UWS 1.1 §2.2.1.1).
    public var canWait: Bool { [.pending, .queued, .executing].contains(self) }
}

/// A job as its service describes it (UWS 1.0 and 1.1).
public struct UWSJob: Sendable, Hashable {
    public struct Result: Sendable, Hashable {
        public var id: String
        /// Absolute.
        public var url: String
        /// Bytes.
        public var size: Int?
        public var mediaType: String?
    }

    public struct Failure: Sendable, Hashable {
        public var message: String
        public var isTransient: Bool
        /// There is more below `/error`.
        public var hasDetail: Bool
    }

    /// The address of the job.
    public var url: String
    public var id: String
    public var runID: String?
    public var owner: String?
    public var phase: UWSPhase
    /// As written; UTC.
    public var quote: String?
    public var creationTime: String?
    public var startTime: String?
    public var endTime: String?
    public var destruction: String?
    /// Seconds; 0 for no limit.
    public var executionDuration: Int?
    /// Those with a value.
    public var parameters: [TransportRequest.Field]
    public var results: [Result]
    public var failure: Failure?

    /// Reads a job document.
    ///
    /// - Parameter url: the address of the job, from which relative links count.
    /// - Throws: ``ServiceError``.
    public init(_ response: TransportResponse, url: String? = nil) throws(ServiceError) {
        let address = url ?? response.url
        guard response.status < 400, response.content != .voTable else {
            if response.content == .voTable { _ = try DALIAnswer(response) }
            throw .status(url: address, status: response.status, text: response.excerpt)
        }
        guard response.content != .html else {
            throw .notVOTable(url: address, kind: response.content.article, text: response.excerpt)
        }
        let root = try XMLTree.read(response.body, url: address)
        guard root.name == "job" else {
            throw .badXML(url: address, reason: "the document is <\(root.name.prefix(40))>, not a UWS job")
        }
        self.url = address
        id = root.text("jobId") ?? ""
        runID = root.text("runId")
        owner = root.text("ownerId").flatMap { $0 == "NULL" ? nil : $0 }
        phase = UWSPhase(root.text("phase"))
        quote = root.text("quote")
        creationTime = root.text("creationTime")
        startTime = root.text("startTime")
        endTime = root.text("endTime")
        destruction = root.text("destruction")
        executionDuration = root.text("executionDuration").flatMap { Int($0) }
        parameters = (root.first("parameters")?.all("parameter") ?? []).compactMap { parameter in
            let value = parameter.text.trimmed
            return value.isEmpty ? nil : .init(parameter.attributes["id"] ?? "", value)
        }
        results = (root.first("results")?.all("result") ?? []).map { result in
            let id = result.attributes["id"] ?? ""
            let link = result.attributes["href"].map { ServiceURL.absolute($0.trimmed, base: address + "/results/") }
            return Result(
                id: id, url: link ?? address + "/results/" + id, size: result.attributes["size"].flatMap { Int($0) },
                mediaType: result.attributes["mime-type"])
        }
        failure = root.first("errorSummary").flatMap { summary in
            guard summary.attributes["nil"]?.lowercased() != "true" else { return nil }
            let message = summary.text("message") ?? summary.text.oneLine
            return Failure(
                message: message.oneLine, isTransient: summary.attributes["type"]?.lowercased() == "transient",
                hasDetail: summary.attributes["hasDetail"]?.lowercased() == "true")
        }
    }
}

/// A job in a list of jobs.
public struct UWSJobReference: Sendable, Hashable {
    public var id: String
    public var url: String
    public var phase: UWSPhase

    /// Reads a job list (UWS 1.1 §2.2.2.1).
    ///
    /// - Throws: ``ServiceError``.
    public static func list(_ response: TransportResponse) throws(ServiceError) -> [UWSJobReference] {
        guard response.status < 400 else {
            throw .status(url: response.url, status: response.status, text: response.excerpt)
        }
        let root = try XMLTree.read(response.body, url: response.url)
        guard root.name == "jobs" else {
            throw .badXML(
                url: response.url, reason: "the document is <\(root.name.prefix(40))>, not a list of UWS jobs")
        }
        return root.all("jobref").map { job in
            let id = job.attributes["id"] ?? ""
            let link = job.attributes["href"].map { ServiceURL.absolute($0.trimmed, base: response.url + "/") }
            return UWSJobReference(id: id, url: link ?? response.url + "/" + id, phase: UWSPhase(job.text("phase")))
        }
    }
}
