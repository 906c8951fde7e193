// SPDX-License-Identifier: Apache-2.0

/// A FITS file that cannot be read or written: what, where in which file, and what to do.
public enum FITSError: Error, Sendable, Hashable {
    case notFITS(file: String)
    case truncated(file: String, hdu: Int, need: Int, have: Int)
    case badHeader(file: String, hdu: Int, keyword: String, reason: String)
    case missingColumn(file: String, hdu: Int, name: String)
    case unsupported(file: String, hdu: Int, what: String)
    case tooLarge(file: String, what: String, limit: Int)
    case system(file: String, reason: String)
}
