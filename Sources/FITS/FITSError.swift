// SPDX-License-Identifier: Apache-2.0

/// A FITS file that cannot be read or written: what, where in which file, and what to do.
public enum FITSError: Error, Sendable, Hashable {
    /// The first bytes, once unpacked, are not those of a FITS header.
    case notFITS(file: String)
    /// The file ends within a data unit; `need` and `have` are its bytes.
    case truncated(file: String, hdu: Int, need: Int, have: Int)
    /// A keyword of the structure is missing or cannot be; the HDUs before may still be read.
    case badHeader(file: String, hdu: Int, keyword: String, reason: String)
    /// Looked up whatever its case.
    case missingColumn(file: String, hdu: Int, name: String)
    /// Well formed, but not what was asked for, or not implemented; `what` completes "the HDU has …".
    case unsupported(file: String, hdu: Int, what: String)
    /// More than is held in memory; `limit` in bytes.
    case tooLarge(file: String, what: String, limit: Int)
    /// The file cannot be opened, read, written or unpacked; `reason` is the system's.
    case system(file: String, reason: String)
    /// The bytes are there but cannot be what the header says: a heap pointer outside the heap, a broken compressed
    /// stream.
    case badData(file: String, hdu: Int, reason: String)
    /// A range of pixels or rows that the data unit does not have.
    case outOfRange(file: String, hdu: Int, what: String, range: Range<Int>, count: Int)
    /// A value that cannot be written as the column or image stores it.
    case doesNotFit(file: String, hdu: Int, what: String, value: String)
}

extension FITSError: CustomStringConvertible {
    /// Stable, for scripts and the catalogue of errors.
    public var code: String {
        switch self {
        case .notFITS: "FIT001"
        case .truncated: "FIT002"
        case .badHeader: "FIT003"
        case .missingColumn: "FIT004"
        case .unsupported: "FIT005"
        case .tooLarge: "FIT006"
        case .system: "FIT007"
        case .badData: "FIT008"
        case .outOfRange: "FIT009"
        case .doesNotFit: "FIT010"
        }
    }

    public var description: String { "\(code): \(what); \(remedy)" }

    private var what: String {
        switch self {
        case .notFITS(let file):
            "\(file) is not a FITS file: it does not begin with SIMPLE"
        case .truncated(let file, let hdu, let need, let have):
            "the data of HDU \(hdu) in \(file) are cut short: \(need) bytes needed, \(have) there"
        case .badHeader(let file, let hdu, let keyword, let reason):
            "the header of HDU \(hdu) in \(file) cannot be understood at \(keyword): \(reason)"
        case .missingColumn(let file, let hdu, let name):
            "the table in HDU \(hdu) of \(file) has no column \(name)"
        case .unsupported(let file, let hdu, let what):
            "HDU \(hdu) of \(file) has \(what)"
        case .tooLarge(let file, let what, let limit):
            "\(file): \(what) is over the limit of \(limit) bytes"
        case .system(let file, let reason):
            "\(file): \(reason)"
        case .badData(let file, let hdu, let reason):
            "the data of HDU \(hdu) in \(file) are damaged: \(reason)"
        case .outOfRange(let file, let hdu, let what, let range, let count):
            "HDU \(hdu) of \(file) has \(count) \(what), not \(range.lowerBound)..<\(range.upperBound)"
        case .doesNotFit(let file, let hdu, let what, let value):
            "\(value) does not fit the \(what) in HDU \(hdu) of \(file)"
        }
    }

    private var remedy: String {
        switch self {
        case .notFITS: "give a FITS file, plain or compressed"
        case .truncated: "fetch the file again from its archive"
        case .badHeader: "repair the keyword, or fetch the file again"
        case .missingColumn: "look at the columns the table has"
        case .unsupported: "convert it with a FITS tool first"
        case .tooLarge: "unpack or split the file first"
        case .system: "check the path and its permissions"
        case .badData: "fetch the file again from its archive"
        case .outOfRange: "ask for a range within the data"
        case .doesNotFit: "choose a wider type"
        }
    }
}
