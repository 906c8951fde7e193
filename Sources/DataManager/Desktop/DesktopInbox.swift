// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation
public import HTTPTransport
public import VirtualObservatory

/// What other programs of the desktop sent into a collection: the tables and spectra as files, and the selections among their rows.
///
/// ```
/// received/COLLECTION/files/candidates-1f9c….vot    each file once, named by its content
/// received/COLLECTION/tables.json                   under which id and address it came
/// received/COLLECTION/selections/topcat-1.json      rows that were selected, and the same as topcat-1.vot
/// ```
public struct DesktopInbox: Sendable {
    /// A file that came.
    public struct ReceivedTable: Sendable, Hashable, Codable {
        /// The id that programs name it by in selections.
        public var id: String?
        public var url: String
        public var sender: String
        /// Absolute path of our copy.
        public var file: String
        public var date: Date
    }

    /// What became of an event.
    public struct Outcome: Sendable {
        /// One sentence.
        public var text: String
        /// If the event brought a file: what was in it, and where our copy is.
        public var ingest: IngestSummary?
        public var file: String?
        /// If the event was a selection.
        public var selection: NamedSelection?
    }

    /// The largest file that is taken, in bytes.
    public static let largestFile = 2 << 30

    public let collection: SpectrumCollection
    private let transport: Transport
    private let folder: String

    /// - Parameter collection: made if it is not there.
    public init(home: Home, collection: String, transport: Transport) throws {
        self.collection = try home.collection(named: collection, create: true)
        self.transport = transport
        folder = try home.folder("received/\(collection)")
        _ = try home.folder("received/\(collection)/files")
        _ = try home.folder("received/\(collection)/selections")
    }

    /// Keeps what an event brings.
    ///
    /// A table or spectrum is fetched, kept, and ingested; a selection is kept under a name. Call it for one event at a time.
    ///
    /// - Returns: `nil` for an event that brings nothing to keep.
    /// - Throws: `TransportError`, ``DataError``, `FileFailure`: this event could not be kept.
    public func take(_ event: SAMPEvent, in context: ExecutionContext) async throws -> Outcome? {
        switch event.kind {
        case .table(let url, _, let id, let name):
            return try await receive(url, id: id, name: name, event, context)
        case .spectrum(let url, _, let id, let name):
            return try await receive(url, id: id, name: name, event, context)
        case .selection(let reference, let rows):
            let selection = try keep(rows, of: reference, from: event.senderName)
            let place = selection.table?.file ?? reference.id ?? reference.url ?? "an unknown table"
            return Outcome(
                text:
                    "\(rows.count) rows of \((place as NSString).lastPathComponent) selected, kept as \(selection.name)",
                selection: selection)
        default: return nil
        }
    }

    /// All that was received, the oldest first.
    public func tables() throws -> [ReceivedTable] {
        guard let data = FileManager.default.contents(atPath: folder + "/tables.json") else { return [] }
        return try Self.decoder.decode([ReceivedTable].self, from: data)
    }

    // MARK: - Files

    private func receive(
        _ url: String, id: String?, name: String?, _ event: SAMPEvent, _ context: ExecutionContext
    ) async throws -> Outcome {
        let bytes = try await bytes(at: url)
        let file = try store(bytes, name: name ?? (url as NSString).lastPathComponent)
        var tables = try tables().filter { $0.url != url || $0.id != id }
        tables.append(ReceivedTable(id: id, url: url, sender: event.senderName, file: file, date: Date()))
        try WholeFile.write(Self.encoder.encode(tables), to: folder + "/tables.json")
        let summary = try collection.ingest([file], in: context)
        let count = summary.spectraAccepted
        let text =
            summary.filesUnchanged + summary.duplicates > 0
            ? "was there before"
            : count == 0
                ? "no spectrum in it, kept as a table" : "\(count) \(count == 1 ? "spectrum" : "spectra")"
        return Outcome(text: "\((file as NSString).lastPathComponent): \(text)", ingest: summary, file: file)
    }

    private func bytes(at url: String) async throws -> Data {
        guard let path = FileAddress.path(of: url) else {
            let response = try await transport.fetch(TransportRequest(url), limit: Self.largestFile)
            guard response.status < 400 else {
                throw TransportError.status(url: url, status: response.status, text: "")
            }
            return response.body
        }
        guard (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeRegular
        else { throw DataError.noSuchSource(path: path) }
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        return try handle.read(upToCount: Self.largestFile) ?? Data()
    }

    private func store(_ bytes: Data, name: String) throws -> String {
        var hash = ContentHash()
        bytes.withUnsafeBytes { hash.update($0) }
        let stem = Self.slug((name as NSString).deletingPathExtension)
        let isVOTable = String(decoding: bytes.prefix(4096), as: UTF8.self).uppercased().contains("VOTABLE")
        let suffix = isVOTable ? "vot" : bytes.starts(with: Array("SIMPLE".utf8)) ? "fits" : "data"
        let path = "\(folder)/files/\(stem)-\(hash.finish().description.prefix(12)).\(suffix)"
        // The name holds the content, so what is there is the same.
        if !FileManager.default.fileExists(atPath: path) { try WholeFile.write(bytes, to: path) }
        return path
    }

    // MARK: - Selections

    private func keep(
        _ rows: [Int], of reference: SAMPEvent.TableReference, from sender: String
    ) throws -> NamedSelection {
        let known = try table(of: reference, from: sender)
        let stem = folder + "/selections/" + Self.slug(sender.lowercased())
        var number = 1
        while FileManager.default.fileExists(atPath: "\(stem)-\(number).json") { number += 1 }
        let name = ("\(stem)-\(number)" as NSString).lastPathComponent
        let selection = NamedSelection(
            name: name, collection: collection.name, sender: sender, tableID: reference.id, tableURL: reference.url,
            table: known, rows: rows, date: Date())
        try WholeFile.write(Self.encoder.encode(selection), to: "\(stem)-\(number).json")
        if let known { try? selection.writeRows(of: known.file, to: "\(stem)-\(number).vot") }
        return selection
    }

    /// The table that a program means: one that it, or another, sent us, or one that we sent.
    private func table(of reference: SAMPEvent.TableReference, from sender: String) throws -> ReceivedTable? {
        let received = try tables().last { table in
            (reference.id != nil && table.id == reference.id) || (reference.url != nil && table.url == reference.url)
        }
        if let received { return received }
        guard
            let path = reference.id.flatMap({ OutgoingFile.path(ofTableID: $0) })
                ?? reference.url.flatMap({ FileAddress.path(of: $0) }),
            FileManager.default.fileExists(atPath: path)
        else { return nil }
        let url = FileAddress.url(ofPath: path)
        return ReceivedTable(id: reference.id, url: url, sender: sender, file: path, date: Date())
    }

    /// The selections that were kept, by date.
    public func selections() throws -> [NamedSelection] {
        let folder = folder + "/selections"
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.map {
            try Self.decoder.decode(NamedSelection.self, from: Data(contentsOf: URL(filePath: "\(folder)/\($0)")))
        }.sorted { ($0.date, $0.name) < ($1.date, $1.name) }
    }

    private static func slug(_ name: String) -> String {
        let plain = name.prefix(80).map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" }
        return plain.isEmpty || plain.first == "." ? "received" + String(plain) : String(plain)
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }
}
