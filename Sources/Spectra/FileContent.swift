// SPDX-License-Identifier: Apache-2.0

public import FITS
internal import Inflate
public import VOTable

/// A file as its bytes show it to be, whatever it is called.
public enum FileContent: Sendable {
    /// FITS, unpacked if it was compressed; it knows its own name.
    case fits(FITSFile)
    /// A whole VOTable, unpacked if it was gzip-wrapped.
    case votable(VOTableDocument, name: String)
    /// Decoded from UTF-8, or from Latin-1 where it is not UTF-8; without a byte order mark.
    case text(String, name: String)
    /// What the members of a zip archive hold, those left out that are neither FITS, VOTable nor text.
    case archive([FileContent], name: String)

    /// The path, URL or name that the content came with.
    public var name: String {
        switch self {
        case .fits(let file): file.name
        case .votable(_, let name), .text(_, let name), .archive(_, let name): name
        }
    }

    /// The file name without folders, query and extensions: "spec-0412-51871-0308" of
    /// "/data/spec-0412-51871-0308.fits.gz".
    public var stem: String { FileContent.stem(of: name) }

    static func stem(of name: String) -> String {
        var stem = name.prefix { $0 != "?" && $0 != "#" }
        while stem.last == "/" { stem.removeLast() }
        if let slash = stem.lastIndex(of: "/") { stem = stem[stem.index(after: slash)...] }
        for _ in 0..<2 {
            guard let dot = stem.lastIndex(of: "."), dot != stem.startIndex else { break }
            let suffix = stem[stem.index(after: dot)...].lowercased()
            guard knownSuffixes.contains(suffix) else { break }
            stem = stem[..<dot]
        }
        return String(stem)
    }

    private static let knownSuffixes: Set<String> = [
        "fits", "fit", "fts", "fz", "gz", "bz2", "z", "zip", "xml", "vot", "votable", "csv", "tsv", "txt", "dat",
        "ascii",
        "asc", "lnw", "spec",
    ]
}

extension FileContent {
    /// The largest text or compressed file that is taken into memory, in bytes.
    static let sizeLimit = 1 << 30

    /// Looks into a file on disk.
    ///
    /// The kind follows from the first bytes: FITS, gzip or bzip2 around something, VOTable XML, or text.
    ///
    /// - Throws: ``SpectrumError`` if the file cannot be read, or is recognisably something else (an HTML page, a PDF).
    public init(contentsOf path: String) throws(SpectrumError) {
        let file = try DiskFile(path: path)
        switch ByteSignature(file.start) {
        case .fits:
            do { self = .fits(try FITSFile(contentsOf: path)) } catch { throw .fits(error) }
        default:
            try self.init(bytes: try file.bytes(limit: FileContent.sizeLimit), name: path)
        }
    }

    /// Looks into a file that is in memory; see ``init(contentsOf:)``.
    ///
    /// - Parameter name: path, URL or name for messages.
    /// - Throws: ``SpectrumError``, as there.
    public init(bytes: [UInt8], name: String) throws(SpectrumError) {
        let signature = ByteSignature(bytes)
        switch signature {
        case .fits, .bzip2, .compress:
            do { self = .fits(try FITSFile(bytes: bytes, name: name)) } catch { throw .fits(error) }
        case .gzip:
            self = try FileContent.unwrappingGzip(bytes, name: name)
        case .votable:
            do { self = .votable(try VOTableDocument(bytes: bytes, name: name), name: name) } catch {
                throw .votable(error)
            }
        case .text:
            self = .text(ByteSignature.text(bytes), name: name)
        case .empty:
            throw .empty(file: name)
        case .other(let what):
            throw .notSpectra(file: name, what: what)
        case .zip:
            self = try FileContent.unpackingZip(bytes, name: name)
        case .unknown:
            throw .unrecognised(file: name, start: ByteSignature.printable(bytes.prefix(16)))
        }
    }

    /// The first bytes below the wrapper tell what is inside.
    private static func unwrappingGzip(_ bytes: [UInt8], name: String) throws(SpectrumError) -> FileContent {
        switch ByteSignature(startInsideGzip(bytes)) {
        case .votable:
            do { return .votable(try VOTableDocument(bytes: bytes, name: name), name: name) } catch {
                throw .votable(error)
            }
        case .text, .other, .gzip, .zip:
            let unpacked: [UInt8]
            // Text packs 3 to 20 times; a thousand times is an attack on the memory.
            let limit = min(sizeLimit, max(64 << 20, 200 * bytes.count))
            do { unpacked = try Gunzip.inflate(bytes, limit: limit) } catch { throw .packed(file: name, error) }
            guard !Gunzip.isGzip(unpacked) else { throw .notSpectra(file: name, what: "gzip data inside of gzip data") }
            return try FileContent(bytes: unpacked, name: name)
        case .fits, .bzip2, .compress, .empty, .unknown:
            do { return .fits(try FITSFile(bytes: bytes, name: name)) } catch { throw .fits(error) }
        }
    }

    /// Up to 4 kB of what gzip data hold; nothing if they are damaged before.
    private static func startInsideGzip(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 4096) { start, count in
            var inflater = GzipInflater(limit: sizeLimit)
            let room = UnsafeMutableRawBufferPointer(start)
            count = bytes.withUnsafeBytes { (try? inflater.inflate($0, into: room))?.filled ?? 0 }
        }
    }

    private static func unpackingZip(_ bytes: [UInt8], name: String) throws(SpectrumError) -> FileContent {
        do throws(InflateError) {
            let archive = try ZipArchive(bytes)
            var contents: [FileContent] = []
            var budget = sizeLimit
            for member in archive.members {
                let unpacked = try archive.bytes(of: member, limit: budget)
                budget -= unpacked.count
                // An archive inside of an archive is left alone.
                guard ByteSignature(unpacked) != .zip else { continue }
                if let content = try? FileContent(bytes: unpacked, name: "\(name)!\(member.name)") {
                    contents.append(content)
                }
            }
            return .archive(contents, name: name)
        } catch {
            throw .packed(file: name, error)
        }
    }
}
