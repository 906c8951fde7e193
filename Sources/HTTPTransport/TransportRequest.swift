// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// One request to a remote service.
public struct TransportRequest: Sendable, Hashable {
    /// The methods that VO clients need; HEAD is left out because data services do not answer it reliably.
    public enum Method: String, Sendable, Hashable { case get = "GET", post = "POST", delete = "DELETE" }

    /// What a POST carries.
    public enum Body: Sendable, Hashable {
        /// `application/x-www-form-urlencoded`, in this order.
        case form([Field])
        /// `multipart/form-data` (RFC 7578), for TAP and UWS uploads.
        case multipart([Part])
        case data(Data, contentType: String)
    }

    /// A name and its value, both unescaped.
    public struct Field: Sendable, Hashable {
        public var name: String
        public var value: String

        /// A field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// One part of a multipart body.
    public struct Part: Sendable, Hashable {
        public var name: String
        /// Given for files only.
        public var fileName: String?
        /// Media type; none is text.
        public var contentType: String?
        /// The bytes as they are sent.
        public var content: Data

        /// A part of a form.
        public init(name: String, fileName: String? = nil, contentType: String? = nil, content: Data) {
            self.name = name
            self.fileName = fileName
            self.contentType = contentType
            self.content = content
        }
    }

    /// Absolute: http, https, ftp or ftps. Spaces and letters beyond ASCII are encoded; a user name and password in it
    /// are used for its host and taken out.
    public var url: String
    /// Data services are asked by GET; jobs and uploads need the others.
    public var method: Method
    /// For POST.
    public var body: Body?
    /// Header fields beside those the transport sets itself.
    public var headers: [Field] = []
    /// Conditional request (RFC 9110 §13): the entity tag and the date an earlier answer came with; an unchanged
    /// resource answers 304.
    public var entityTag: String?
    /// A date as it came in `Last-Modified`.
    public var modifiedSince: String?

    /// A GET, if nothing else is said.
    public init(_ url: String, method: Method = .get, body: Body? = nil) {
        self.url = url
        self.method = method
        self.body = body
    }
}
