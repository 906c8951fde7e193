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

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// One part of a multipart body.
    public struct Part: Sendable, Hashable {
        public var name: String
        public var fileName: String?
        public var contentType: String?
        public var content: Data

        public init(name: String, fileName: String? = nil, contentType: String? = nil, content: Data) {
            self.name = name
            self.fileName = fileName
            self.contentType = contentType
            self.content = content
        }
    }

    public var url: String
    public var method: Method
    public var body: Body?
    /// Header fields beside those the transport sets itself.
    public var headers: [Field] = []
    /// Conditional request (RFC 9110 §13): the entity tag and the date an earlier answer came with; an unchanged
    /// resource answers 304.
    public var entityTag: String?
    public var modifiedSince: String?

    public init(_ url: String, method: Method = .get, body: Body? = nil) {
        self.url = url
        self.method = method
        self.body = body
    }
}
