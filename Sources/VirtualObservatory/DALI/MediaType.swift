// SPDX-License-Identifier: Apache-2.0

/// What a service says a product is (Access.Format, content_type): a MIME type, or one of the many spellings in its place.
public struct MediaType: Sendable, Hashable {
    public enum Kind: Int, Sendable, Hashable, Comparable, CaseIterable {
        // In the order in which a spectrum is best fetched.
        case voTable, fitsTable, fitsImage, text, unknown, links, preview, page

        public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    /// Lower case, without parameters: "application/x-votable+xml".
    public let essence: String
    /// Names in lower case.
    public let parameters: [String: String]

    public init(_ text: String) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
        essence = (parts.first ?? "").lowercased()
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() where !part.isEmpty {
            let pair = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
            parameters[pair[0].lowercased()] = pair.count > 1 ? pair[1].filter { $0 != "\"" } : ""
        }
        self.parameters = parameters
    }

    /// A DataLink document, not a spectrum (DataLink 1.1 §3.1).
    public var isLinks: Bool { parameters["content"]?.lowercased() == "datalink" }

    public var kind: Kind {
        if isLinks { return .links }
        if essence.contains("votable") || essence == "text/xml" || essence == "application/xml" { return .voTable }
        switch essence {
        case "image/fits", "image/x-fits", "native": return .fitsImage
        case "text/html", "application/xhtml+xml", "html": return .page
        case "graphic", "application/pdf": return .preview
        default: break
        }
        if essence.contains("fits") { return .fitsTable }
        if essence.hasPrefix("image/") { return .preview }
        if essence.hasPrefix("text/") || ["csv", "tsv", "ascii", "text"].contains(essence) { return .text }
        return .unknown
    }
}
