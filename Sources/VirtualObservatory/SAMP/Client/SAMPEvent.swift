// SPDX-License-Identifier: Apache-2.0

/// Something that another program said to us, or that happened to the hub.
public struct SAMPEvent: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case table(url: String, format: SAMPParcel.TableFormat, id: String?, name: String?)
        /// - Parameter metadata: SSA items as they came, mostly utypes with or without prefix.
        case spectrum(url: String, metadata: [String: String], id: String?, name: String?)
        /// Rows 0-based, in the order of the table as it was loaded.
        case selection(table: TableReference, rows: [Int])
        case highlight(table: TableReference, row: Int)
        /// ICRS, degrees.
        case pointing(ra: Double, dec: Double)
        /// A message that makes no sense, with the reason.
        case unreadable(mtype: String, reason: String)
        /// The hub stopped, crashed, or sent us away; we look for another.
        case hubLost(reason: String)
        /// We are registered, again.
        case hubFound(url: String)
    }

    /// How a program names a table: by the id or the address it was loaded with, or both.
    public struct TableReference: Sendable, Hashable {
        public var id: String?
        public var url: String?

        public init(id: String?, url: String?) {
            self.id = id
            self.url = url
        }
    }

    /// The client's public id, and what it calls itself.
    public var sender: String
    public var senderName: String
    public var kind: Kind

    public init(sender: String, senderName: String, kind: Kind) {
        self.sender = sender
        self.senderName = senderName
        self.kind = kind
    }
}

extension SAMPEvent.Kind {
    /// The messages that become events.
    public static let mtypes = [
        "table.load.votable", "table.load.fits", "spectrum.load.ssa-generic", "table.select.rowList",
        "table.highlight.row", "coord.pointAt.sky",
    ]

    private struct Complaint: Error { var reason: String }

    /// `nil` for an MType that is none of ``mtypes``.
    init?(_ message: SAMPMessage) {
        guard Self.mtypes.contains(message.mtype) else { return nil }
        do throws(Complaint) {
            self = try Self.read(message)
        } catch {
            self = .unreadable(mtype: message.mtype, reason: error.reason)
        }
    }

    private static func read(_ message: SAMPMessage) throws(Complaint) -> Self {
        let params = message.params
        func text(_ key: String) -> String? { params[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        let table = SAMPEvent.TableReference(id: text("table-id"), url: text("url"))
        let isTableNamed = table.id != nil || table.url != nil
        switch message.mtype {
        case "table.load.votable", "table.load.fits":
            guard let url = text("url") else { throw Complaint(reason: "it has no url") }
            let format: SAMPParcel.TableFormat = message.mtype.hasSuffix("fits") ? .fits : .votable
            return .table(url: url, format: format, id: text("table-id"), name: text("name"))
        case "spectrum.load.ssa-generic":
            guard let url = text("url") else { throw Complaint(reason: "it has no url") }
            return .spectrum(
                url: url, metadata: (params["meta"]?.map ?? [:]).compactMapValues(\.string),
                id: text("spectrum-id"), name: text("name"))
        case "table.select.rowList":
            guard isTableNamed else { throw Complaint(reason: "it names no table") }
            let list = params["row-list"]?.list ?? (params["row-list"] == .string("") ? [] : nil)
            guard let list else { throw Complaint(reason: "it has no row-list") }
            let rows = list.compactMap(\.int).filter { $0 >= 0 }
            guard rows.count == list.count else { throw Complaint(reason: "the row-list has entries that are no rows") }
            return .selection(table: table, rows: rows)
        case "table.highlight.row":
            guard isTableNamed else { throw Complaint(reason: "it names no table") }
            guard let row = params["row"]?.int, row >= 0 else { throw Complaint(reason: "it has no row") }
            return .highlight(table: table, row: row)
        default:
            guard let ra = params["ra"]?.double, let dec = params["dec"]?.double, abs(dec) <= 90 else {
                throw Complaint(reason: "ra or dec is no angle")
            }
            return .pointing(ra: ra, dec: dec)
        }
    }
}
