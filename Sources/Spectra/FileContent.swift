// SPDX-License-Identifier: Apache-2.0

public import FITS
public import VOTable

/// A file as its bytes show it to be, whatever it is called.
public enum FileContent: Sendable {
    case fits(FITSFile)
    case votable(VOTableDocument, name: String)
    /// Decoded from UTF-8, or from Latin-1 where it is not UTF-8; without a byte order mark.
    case text(String, name: String)

    /// The path, URL or name that the content came with.
    public var name: String {
        switch self {
        case .fits(let file): file.name
        case .votable(_, let name), .text(_, let name): name
        }
    }

    /// The file name without folders, query and extensions: "spec-0412-51871-0308" of "/data/spec-0412-51871-0308.fits.gz".
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
            throw .notSpectra(file: name, what: "a zip archive")
        case .unknown:
            throw .unrecognised(file: name, start: ByteSignature.printable(bytes.prefix(16)))
        }
    }

    private static func unwrappingGzip(_ bytes: [UInt8], name: String) throws(SpectrumError) -> FileContent {
        do { return .fits(try FITSFile(bytes: bytes, name: name)) } catch {
            guard case .notFITS = error else { throw .fits(error) }
        }
        do { return .votable(try VOTableDocument(bytes: bytes, name: name), name: name) } catch {
            throw .votable(error)
        }
    }
}
