// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// The answer to a ``TransportRequest`` after redirects and retries, whatever its status.
public struct TransportResponse: Sendable, Hashable {
    /// Where the answer came from in the end, without user name and password.
    public var url: String
    /// HTTP status; for FTP 226, or the refusal of the server (530 not logged in, 550 no such file).
    public var status: Int
    /// The fields of the last answer; names in lower case, repeated fields joined by ", ". Those that carry secrets
    /// (`set-cookie`, `x-vo-bearer`) are left out.
    public var headers: [String: String]
    /// The decoded body; empty if it went to a file.
    public var body: Data
    /// What the first bytes say the content is, whatever the header and the URL say.
    public var content: ContentKind
    /// Bytes of the decoded body.
    public var byteCount: Int
    /// The first bytes of the decoded body, at most 4096, wherever the body went.
    public var start: Data

    /// An answer; its first bytes are those of the body if they are not given.
    public init(
        url: String, status: Int, headers: [String: String], body: Data, content: ContentKind, byteCount: Int,
        start: Data? = nil
    ) {
        self.url = url
        self.status = status
        self.headers = headers
        self.body = body
        self.content = content
        self.byteCount = byteCount
        self.start = start ?? body.prefix(4096)
    }
}

extension TransportResponse {
    /// 2xx: the service did what was asked, though 204 has nothing to give.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The service has nothing here (204, or a success without a byte): neither an error nor data.
    public var isEmpty: Bool { isSuccess && byteCount == 0 }

    /// The login challenges of the answer (RFC 9110 §11.6.1, IVOA SSO).
    public var challenges: [Challenge] { Challenge.parse(headers["www-authenticate"] ?? "") }

    /// How long the service asks to wait; from a date, counted from `now`.
    public func retryAfter(now: Date = Date()) -> Duration? {
        headers["retry-after"].flatMap { RetryAfter.duration($0, now: now) }
    }

    /// - Throws: ``TransportError/status(url:status:text:)`` unless ``isSuccess``; 401 is
    ///   ``TransportError/login(url:reason:)``.
    @discardableResult public func requireSuccess() throws(TransportError) -> Self {
        if status == 401 { throw .login(url: Redaction.url(url), reason: excerpt.isEmpty ? "401" : "401, \(excerpt)") }
        guard isSuccess else { throw .status(url: Redaction.url(url), status: status, text: excerpt) }
        return self
    }

    /// For callers that asked for data: a success that is a page or a picture is refused.
    ///
    /// - Throws: what ``requireSuccess()`` throws, and ``TransportError/notData(url:content:text:)`` for HTML, pictures and PDF.
    @discardableResult public func requireData() throws(TransportError) -> Self {
        try requireSuccess()
        switch content {
        case .html, .image, .pdf: throw .notData(url: Redaction.url(url), content: content, text: excerpt)
        default: return self
        }
    }

    /// The start of what the answer says, in one line of at most 200 characters without markup; empty for binary content.
    public var excerpt: String {
        switch content {
        case .html, .xml, .voTable, .text, .json: break
        default: return ""
        }
        var text = String(decoding: start, as: UTF8.self)
        if content != .text, content != .json {
            text = text.replacing(/(?s)<(script|style)\b.*?<\/\1>/.ignoresCase(), with: " ")
            text = text.replacing(/<[^>]*>?/, with: " ")
        }
        let words = text.split { $0.isWhitespace || ($0.unicodeScalars.first?.value ?? 0) < 0x20 }
        return Redaction.text(String(words.joined(separator: " ").prefix(200)))
    }
}
