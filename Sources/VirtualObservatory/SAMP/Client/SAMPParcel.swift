// SPDX-License-Identifier: Apache-2.0

/// Something to send, as the messages that could carry it, the best one first.
///
/// Programs differ in what they take: a spectrum goes to SPLAT-VO as `spectrum.load.ssa-generic`, to TOPCAT, which does not know
/// that, as `table.load.votable`. Each receiver gets the first message it has subscribed to.
public struct SAMPParcel: Sendable, Hashable {
    public enum TableFormat: String, Sendable, Hashable, Codable { case votable, fits }

    public var messages: [SAMPMessage]

    public init(_ messages: [SAMPMessage]) {
        self.messages = messages
    }

    /// The message for a receiver with these subscriptions.
    public func message(for subscriptions: SAMPSubscriptions) -> SAMPMessage? {
        messages.first { subscriptions.contains($0.mtype) }
    }

    /// A table at an address.
    ///
    /// - Parameter id: under which selections and highlights name it later.
    public static func table(url: String, format: TableFormat, id: String, name: String) -> SAMPParcel {
        SAMPParcel([
            SAMPMessage(
                "table.load.\(format.rawValue)",
                ["url": .string(url), "table-id": .string(id), "name": .string(SAMPText.plain(name))])
        ])
    }

    /// An image in FITS.
    public static func image(url: String, id: String, name: String) -> SAMPParcel {
        SAMPParcel([
            SAMPMessage(
                "image.load.fits",
                ["url": .string(url), "image-id": .string(id), "name": .string(SAMPText.plain(name))])
        ])
    }

    /// A spectrum.
    ///
    /// - Parameters:
    ///   - metadata: SSA items by their utype without prefix, "Target.Name". `Access.Reference` and `Access.Format` are added,
    ///     because some programs cannot do without.
    ///   - tables: the same spectrum for programs that know tables only.
    public static func spectrum(
        url: String, mediaType: String, id: String, name: String, metadata: [String: String] = [:],
        tables: [(url: String, format: TableFormat)] = []
    ) -> SAMPParcel {
        var meta = metadata.filter { !$0.value.isEmpty }
        meta["Access.Reference"] = url
        meta["Access.Format"] = mediaType
        let spectrum = SAMPMessage(
            "spectrum.load.ssa-generic",
            [
                "url": .string(url), "spectrum-id": .string(id), "name": .string(SAMPText.plain(name)),
                "meta": .map(meta.mapValues { .string(SAMPText.plain($0)) }),
            ])
        return SAMPParcel(
            [spectrum] + tables.flatMap { table(url: $0.url, format: $0.format, id: id, name: name).messages })
    }

    /// Points at one row.
    ///
    /// - Parameters:
    ///   - tableID: the id the table was loaded under.
    ///   - url: where it was loaded from, for receivers that lost the id.
    ///   - row: 0-based, in the order in which the table was sent.
    public static func highlight(tableID: String, url: String? = nil, row: Int) -> SAMPParcel {
        SAMPParcel([
            SAMPMessage("table.highlight.row", tableReference(tableID, url).merging(["row": SAMPValue(row)]) { $1 })
        ])
    }

    /// Selects rows, 0-based.
    public static func selection(tableID: String, url: String? = nil, rows: [Int]) -> SAMPParcel {
        let list = SAMPValue.list(rows.map { SAMPValue($0) })
        return SAMPParcel([
            SAMPMessage("table.select.rowList", tableReference(tableID, url).merging(["row-list": list]) { $1 })
        ])
    }

    /// A place in the sky: ICRS, degrees.
    public static func pointing(ra: Double, dec: Double) -> SAMPParcel {
        SAMPParcel([SAMPMessage("coord.pointAt.sky", ["ra": SAMPValue(ra), "dec": SAMPValue(dec)])])
    }

    private static func tableReference(_ id: String, _ url: String?) -> [String: SAMPValue] {
        var params: [String: SAMPValue] = ["table-id": .string(id)]
        if let url { params["url"] = .string(url) }
        return params
    }
}

/// What was sent to whom. Whether it was acted on is not known.
public struct SAMPSent: Sendable, Hashable, Codable {
    public var client: String
    public var name: String
    public var mtype: String
}

extension HubConnection {
    /// Notifies everyone who takes it, or those with a name, and waits for nobody.
    ///
    /// - Parameter name: a client's name or id, in any case; several clients may have it. `nil` for all.
    /// - Returns: at least one; a client that left just now is passed over.
    /// - Throws: ``SAMPError/noReceiver(name:mtypes:clients:)``
    public func send(_ parcel: SAMPParcel, to name: String? = nil) async throws(SAMPError) -> [SAMPSent] {
        let peers = try await peers().filter { $0.id != hubID }
        var sent: [SAMPSent] = []
        var refusal: SAMPError?
        for peer in peers {
            if let name, !peer.isNamed(name) { continue }
            guard let message = parcel.message(for: peer.subscriptions) else { continue }
            do throws(SAMPError) {
                try await notify(message, to: peer.id)
                sent.append(SAMPSent(client: peer.id, name: peer.name, mtype: message.mtype))
            } catch {
                refusal = error
            }
        }
        if sent.isEmpty {
            throw refusal
                ?? SAMPError.noReceiver(name: name, mtypes: parcel.messages.map(\.mtype), clients: peers.map(\.name))
        }
        return sent
    }
}

extension SAMPPeer {
    /// Whether someone means this client: its name or id, or the beginning of the name ("topcat" for "TOPCAT (2)").
    public func isNamed(_ text: String) -> Bool {
        let (own, asked) = (name.lowercased(), text.lowercased())
        return id == text || own == asked
            || (own.hasPrefix(asked) && own.dropFirst(asked.count).first?.isLetter == false)
    }
}
