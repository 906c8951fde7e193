// SPDX-License-Identifier: Apache-2.0

import VOTable

/// What a service says about its own answer (DALI 1.1 §4.4, SSA 1.1 §8.4).
public enum QueryStatus: Sendable, Hashable {
    case ok
    /// There is more than was sent.
    case overflow
    case error(String)

    public var isOverflow: Bool { self == .overflow }

    /// How bad it is: an error within the table is not undone by an OK in front of it.
    private var rank: Int {
        switch self {
        case .ok: 0
        case .overflow: 1
        case .error: 2
        }
    }

    /// The INFO elements named QUERY_STATUS, wherever they stand. Within one element the last wins, because a service that streams
    /// learns of an overflow or a failure only behind the rows; `nil` if the document has none.
    init?(of document: VOTableDocument) {
        var found = [Self(document.infos)]
        func visit(_ resource: VOTableDocument.Resource) {
            found.append(Self(resource.infos))
            for table in resource.tables { found.append(Self(table.infos)) }
            for inner in resource.resources { visit(inner) }
        }
        for resource in document.resources { visit(resource) }
        guard let worst = found.compactMap({ $0 }).max(by: { $0.rank < $1.rank }) else { return nil }
        self = worst
    }

    private init?(_ infos: [VOTableDocument.Info]) {
        guard let info = infos.last(where: { $0.name.uppercased() == "QUERY_STATUS" }) else { return nil }
        switch info.value.trimmed.uppercased() {
        case "OK": self = .ok
        case "OVERFLOW": self = .overflow
        case "ERROR":
            let hints = infos.filter { $0.name.uppercased() == "HINT" }.map(\.content.trimmed)
            self = .error(([info.content.trimmed] + hints).filter { !$0.isEmpty }.joined(separator: " "))
        default:
            self = .error([info.value.trimmed, info.content.trimmed].filter { !$0.isEmpty }.joined(separator: ": "))
        }
    }
}
