// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What to harvest.
public enum HarvestSource: Sendable {
    /// A list or product by name: the path of a file, an http(s) or ftp address, or "-" for standard input. A VOTable with a
    /// column of addresses (as TOPCAT writes it and SSA services answer), a text with an address a line, an HTML index or FTP
    /// folder (crawled below its start), else a product.
    case named(String)
    /// Addresses with what is known of each, such as the answer of a query that the caller has made.
    ///
    /// - Parameters:
    ///   - description: the query, for people and to find the harvest again.
    ///   - service: who was asked.
    ///   - note: what is to be known about the answer.
    case seeds([HarvestSeed], description: String, service: String?, note: String?)

    /// Tells harvests apart: addresses as given, files by their whole path. Standard input is another each time.
    public var description: String {
        switch self {
        case .named("-"): "- \(Date.now.ISO8601Format())"
        case .named(let name):
            Address.isRemote(name) || name.hasPrefix("- ") ? name : URL(filePath: name).standardized.path
        case .seeds(_, let description, _, _): description
        }
    }

    /// Whether a source of an ingest is to be harvested: an address, standard input, or a file that lists addresses.
    public static func isRemoteOrList(_ source: String) -> Bool {
        if source == "-" || Address.isRemote(source) { return true }
        guard let file = try? SourceFile(path: source), file.size > 0 else { return false }
        let kind = try? ListReader(path: source, name: source, column: nil).kind()
        return kind == .table || kind == .text
    }
}
