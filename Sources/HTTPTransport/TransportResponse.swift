// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// The answer to a ``TransportRequest`` after redirects and retries, whatever its status.
public struct TransportResponse: Sendable, Hashable {
    /// Where the answer came from in the end.
    public var url: String
    /// HTTP status; 226 for FTP.
    public var status: Int
    /// The fields of the last answer; names in lower case.
    public var headers: [String: String]
    /// The decoded body; empty if it went to a file.
    public var body: Data
    /// What the first bytes say the content is, whatever the header and the URL say.
    public var content: ContentKind
    /// Bytes of the decoded body.
    public var byteCount: Int

    public init(url: String, status: Int, headers: [String: String], body: Data, content: ContentKind, byteCount: Int) {
        self.url = url
        self.status = status
        self.headers = headers
        self.body = body
        self.content = content
        self.byteCount = byteCount
    }
}

/// What bytes are, by their beginning.
public enum ContentKind: String, Sendable, Hashable, Codable {
    case empty, fits, voTable, html, xml, gzip, text, image, pdf, unknown
}
