// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// What can go wrong between Secchi and a service of the Virtual Observatory.
///
/// Prints what happened, where, and what to do; a failure of the connection prints as the transport says it.
public enum ServiceError: Error, Sendable, Hashable {
    case transport(TransportError)
    /// The service understood the request and refused it: QUERY_STATUS=ERROR, or what stands in for it.
    case refused(url: String, message: String)
    /// An error status, with the start of what came with it.
    case status(url: String, status: Int, text: String)
    /// Something else than a VOTable came.
    case notVOTable(url: String, kind: String, text: String)
    /// The VOTable is damaged.
    case unreadable(url: String, reason: String)
    /// The answer is readable and lacks what was asked for.
    case incomplete(url: String, missing: String)
    /// A query parameter that no service would understand.
    case badParameter(name: String, value: String, reason: String)
    /// What the service's own description of its parameters does not allow.
    case notOffered(service: String, parameter: String, reason: String)
    /// DataLink says why there is no link.
    case fault(id: String, message: String)
    /// A remote job ended without a result.
    case jobFailed(url: String, phase: String, message: String)
    /// A remote job did not end in time; it goes on over there.
    case jobLate(url: String, phase: String, seconds: Double)
    /// The XML of an answer is damaged or of another kind.
    case badXML(url: String, reason: String)
    /// No resolver knows the name.
    case unknownName(name: String, url: String)
    /// A table to be sent along cannot be read.
    case upload(path: String, reason: String)
}

extension ServiceError {
    /// Stable, as listed in the error catalogue; that of the transport for its failures.
    public var code: String {
        switch self {
        case .transport(let error): error.code
        case .refused: "VOS001"
        case .status: "VOS002"
        case .notVOTable: "VOS003"
        case .unreadable: "VOS004"
        case .incomplete: "VOS005"
        case .badParameter: "VOS006"
        case .notOffered: "VOS007"
        case .fault: "VOS008"
        case .jobFailed: "VOS009"
        case .jobLate: "VOS010"
        case .badXML: "VOS011"
        case .unknownName: "VOS012"
        case .upload: "VOS013"
        }
    }
}

extension ServiceError: CustomStringConvertible {
    public var description: String {
        if case .transport(let error) = self { return error.description }
        return "\(code): \(what)"
    }

    private var what: String {
        switch self {
        case .transport(let error): error.description
        case .refused(let url, let message):
            "the service refused the query: \(message.isEmpty ? "it does not say why" : message); correct the query, \(url)"
        case .status(let url, let status, let text):
            "the service answered \(status)\(text.isEmpty ? "" : " and \"\(text)\""), \(url); \(Self.advice(status))"
        case .notVOTable(let url, let kind, let text):
            "\(kind) came instead of the data\(text.isEmpty ? "" : ", beginning \"\(text)\""), from \(url); "
                + "open the address in a browser to see what the service wants"
        case .unreadable(let url, let reason):
            "the VOTable cannot be read (\(reason)), from \(url); ask again, or tell the operators"
        case .incomplete(let url, let missing):
            "the answer has no \(missing), from \(url); check that the address is that of such a service"
        case .badParameter(let name, let value, let reason):
            "\(name) cannot be \"\(value)\": \(reason)"
        case .notOffered(let service, let parameter, let reason):
            "\(parameter): \(reason), at \(service)"
        case .fault(let id, let message):
            "no link for \(id): \(message); check the identifier"
        case .jobFailed(let url, let phase, let message):
            "the remote job ended as \(phase)\(message.isEmpty ? "" : ": " + message), \(url); correct the query, or try again"
        case .jobLate(let url, let phase, let seconds):
            "the remote job is still \(phase) after \(Int(seconds)) s, \(url); it goes on there: look again later"
        case .badXML(let url, let reason):
            "the answer cannot be read (\(reason)), from \(url); check that the address is that of such a service"
        case .unknownName(let name, let url):
            "no resolver knows \"\(name)\", asked at \(url); check the spelling, or give a position"
        case .upload(let path, let reason):
            "\(path) cannot be sent along: \(reason); give a readable VOTable"
        }
    }

    private static func advice(_ status: Int) -> String {
        switch status {
        case 401, 403: "give a user name and password or a token for this host"
        case 404, 410: "check the address; the service may have moved"
        case 429, 503: "the service is busy: try again later"
        case 500...: "try again later, or tell the operators"
        default: "correct the query"
        }
    }
}
