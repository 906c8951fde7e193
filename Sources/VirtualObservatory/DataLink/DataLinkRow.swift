// SPDX-License-Identifier: Apache-2.0

public import VOTable

/// One link of a dataset (DataLink 1.1 §3.2): to a file, to a service, or the reason why there is none.
public struct DataLinkRow: Sendable, Hashable {
    public enum Target: Sendable, Hashable {
        /// Absolute.
        case url(String)
        /// The ID of a descriptor in the same document.
        case service(String)
        case fault(DataLinkFault)
    }

    /// The dataset, as it was asked for.
    public var id: String
    public var target: Target
    public var description: String?
    /// As written: "#this", "http://www.ivoa.net/rdf/datalink/core#preview", or a word of the service's own.
    public var semantics: String
    public var contentType: MediaType?
    /// Bytes.
    public var contentLength: Int?
    public var contentQualifier: String?
    public var localSemantics: String?
    /// "true", "false" or "optional": whether one must be logged in; and whether this caller may follow the link.
    public var authentication: String?
    public var isAuthorized: Bool?

    /// The columns of the table and the cells of this row, which descriptors refer to.
    public var fields: [VOTableField] = []
    public var cells: [VOTableValue] = []

    /// The term behind the last "#" in lower case: "this", "preview", "proc"; a bare word counts as one.
    public var relation: String {
        let word = semantics.trimmed
        return (word.lastIndex(of: "#").map { String(word[word.index(after: $0)...]) } ?? word).lowercased()
    }

    /// The value in the column of that ID.
    public func value(ofColumn id: String) -> String? {
        let index = fields.firstIndex { $0.id == id } ?? fields.firstIndex { $0.name == id }
        return index.flatMap { cells[$0].text }
    }
}

/// Why there is no link (DataLink 1.1 §3.4).
public struct DataLinkFault: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case notFound = "NotFoundFault", usage = "UsageFault", transient = "TransientFault", fatal = "FatalFault"
        case authentication = "AuthenticationFault", authorization = "AuthorizationFault", other = "DefaultFault"
    }

    public var kind: Kind
    /// Without the word of the kind.
    public var message: String

    init(_ text: String) {
        let text = text.trimmed
        let word = text.prefix { $0.isLetter }
        guard let kind = Kind.allCases.first(where: { $0.rawValue.equalsIgnoringCase(word) }) else {
            self.kind = .other
            message = text
            return
        }
        self.kind = kind
        message = text.dropFirst(word.count).drop { $0 == ":" || $0.isWhitespace }.trimmed
        if message.isEmpty { message = kind.rawValue }
    }

    /// Whether the same question may find an answer later.
    public var isTransient: Bool { kind == .transient }
}
