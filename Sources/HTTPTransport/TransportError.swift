// SPDX-License-Identifier: Apache-2.0

public import Execution

/// What can go wrong between Secchi and a remote service.
///
/// Prints what happened, where, and what to do. Addresses are kept and printed without user names, passwords and tokens.
public enum TransportError: Error, Sendable, Hashable {
    /// The address is not one that can be fetched.
    case address(url: String, reason: String)
    /// The address policy forbids where the address leads.
    case forbidden(url: String, target: String)
    /// The host name is unknown, or the name server does not answer.
    case unknownHost(url: String)
    /// No connection came about.
    case unreachable(url: String, reason: String)
    /// The encryption or the certificate was refused.
    case certificate(url: String, reason: String)
    /// Nothing, or too little, came for too long.
    case timeOut(url: String, waiting: Wait, seconds: Double)
    /// The connection ended before the answer was whole.
    case cut(url: String, received: Int, reason: String)
    /// The header says one length, the body has another.
    case wrongLength(url: String, declared: Int)
    /// The answer is larger than the caller allowed.
    case tooLarge(url: String, limit: Int)
    /// A redirect that leads nowhere, round in circles, or somewhere that cannot be fetched.
    case redirect(url: String, reason: String)
    /// The answer is compressed in a way that was not asked for, or its compressed bytes are damaged.
    case encoding(url: String, reason: String)
    /// What came is no well-formed answer.
    case malformed(url: String, reason: String)
    /// The service answered with an error status; `text` is the start of what it said.
    case status(url: String, status: Int, text: String)
    /// A page or a picture came where data were asked for.
    case notData(url: String, content: ContentKind, text: String)
    /// The user name, password or token was refused, or there is none.
    case login(url: String, reason: String)
    /// The file that was to take the answer cannot be written.
    case file(FileFailure)
    /// The file of tokens cannot be used; `line` is 1-based, 0 for the file as a whole.
    case tokens(file: String, line: Int, reason: String)
    /// The caller does not want the answer any more.
    case cancelled(url: String)

    /// What was waited for in vain.
    public enum Wait: String, Sendable, Hashable { case connection, answer, bytes, end }
}

extension TransportError {
    /// Stable, as listed in the error catalogue.
    public var code: String {
        switch self {
        case .address: "HTT001"
        case .forbidden: "HTT002"
        case .unknownHost: "HTT003"
        case .unreachable: "HTT004"
        case .certificate: "HTT005"
        case .timeOut: "HTT006"
        case .cut: "HTT007"
        case .wrongLength: "HTT008"
        case .tooLarge: "HTT009"
        case .redirect: "HTT010"
        case .encoding: "HTT011"
        case .malformed: "HTT012"
        case .status: "HTT013"
        case .notData: "HTT014"
        case .login: "HTT015"
        case .file: "HTT016"
        case .cancelled: "HTT017"
        case .tokens: "HTT018"
        }
    }
}

extension TransportError: CustomStringConvertible {
    /// What happened, where, and what to do, without secrets.
    public var description: String { "\(code): \(Redaction.text(what))" }

    private var what: String {
        switch self {
        case .address(let url, let reason):
            "\(url) cannot be fetched: \(reason). Give an address that begins with http://, https:// or ftp://"
        case .forbidden(let url, let target):
            "\(url) leads to \(target), which the address policy forbids. "
                + "If you trust it, put the host on the allow-list"
        case .unknownHost(let url):
            "\(url): there is no host of that name. Check the spelling and the network"
        case .unreachable(let url, let reason):
            "\(url): no connection (\(reason)). Check that the service is up, or try again later"
        case .certificate(let url, let reason):
            "\(url): the encrypted connection was refused (\(reason)). Check the date of this machine and its certificates"
        case .timeOut(let url, let wait, let seconds):
            "\(url): \(wait.rawValue) did not come within \(Self.number(seconds)) s. Try again later, or raise the time-out"
        case .cut(let url, let received, let reason):
            "\(url): the answer broke off after \(received) bytes (\(reason)). Try again later"
        case .wrongLength(let url, let declared):
            "\(url): more bytes came than the \(declared) that the header declares. Tell the operators of the service"
        case .tooLarge(let url, let limit):
            "\(url): the answer is larger than \(limit) bytes. Ask for less, or raise the limit"
        case .redirect(let url, let reason):
            "\(url): the redirect cannot be followed (\(reason)). Ask the operators for the present address"
        case .encoding(let url, let reason):
            "\(url): the compressed answer cannot be unpacked (\(reason)). Try again, or tell the operators"
        case .malformed(let url, let reason):
            "\(url): this is no proper answer (\(reason)). Check the address, or tell the operators"
        case .status(let url, let status, let text):
            "\(url): the service answered \(status)\(text.isEmpty ? "" : ": " + text). "
                + Self.advice(forStatus: status)
        case .notData(let url, let content, let text):
            "\(url): \(content.article) came where data were asked for\(text.isEmpty ? "" : ", saying: " + text). "
                + "Open the address in a browser to see what the service wants"
        case .login(let url, let reason):
            "\(url): not logged in (\(reason)). Give a user name and password or a token for this host"
        case .file(let failure):
            "\(failure). Check the permissions and the disk"
        case .cancelled(let url):
            "\(url): cancelled. Run the same command to go on"
        case .tokens(let file, let line, let reason):
            "the tokens in \(file)\(line > 0 ? ", line \(line)," : "") cannot be used: \(reason)"
        }
    }

    private static func advice(forStatus status: Int) -> String {
        switch status {
        case 401, 403, 530: "Give a user name and password or a token for this host"
        case 404, 410, 550: "Check the address; the service may have moved the data"
        case 429, 503: "The service is busy: try again later, with fewer requests at once"
        case 500...: "Try again later, or tell the operators"
        default: "Check the request"
        }
    }

    private static func number(_ seconds: Double) -> String {
        seconds == seconds.rounded() && abs(seconds) < 1e9 ? String(Int(seconds)) : String(seconds)
    }
}
