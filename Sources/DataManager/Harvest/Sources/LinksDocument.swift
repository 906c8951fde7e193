// SPDX-License-Identifier: Apache-2.0

import VOTable

/// A list of links to a dataset and things around it, which services give where a spectrum was expected (DataLink 1.1 §3).
enum LinksDocument {
    /// The largest that is looked at, in bytes.
    static let largest = 4 << 20

    /// The addresses of the dataset itself, `#this`; `nil` if the document is no list of links, empty if it leads to no dataset.
    ///
    /// - Parameter url: where the document came from; addresses in it may be relative.
    static func datasets(in bytes: [UInt8], url: String) -> [String]? {
        guard let document = try? VOTableDocument(bytes: bytes, name: url) else { return nil }
        for table in document.tables {
            func column(_ name: String) -> Int? { table.fields.firstIndex { $0.name.lowercased() == name } }
            guard let access = column("access_url"), let semantics = column("semantics") else { continue }
            var found: [String] = []
            for row in table.rows {
                guard row.count > max(access, semantics), case .text(let kind) = row[semantics],
                    kind.split(separator: "#").last?.lowercased() == "this", case .text(let link) = row[access],
                    let target = Address.absolute(link, base: url), target != url, !found.contains(target)
                else { continue }
                found.append(target)
            }
            return found
        }
        return nil
    }
}
