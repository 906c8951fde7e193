// SPDX-License-Identifier: Apache-2.0

/// Compressed bytes that cannot be unpacked. Whoever opened the file adds its name.
public enum InflateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes do not begin like gzip (RFC 1952 §2.3.1).
    case notGzip
    /// The input ended inside a gzip member; `produced` bytes were unpacked before.
    case truncated(produced: Int)
    /// The compressed data contradict themselves at about byte `offset` of the input.
    case corrupt(offset: Int, reason: String)
    /// Unpacking was stopped because the result would exceed `limit` bytes.
    case tooLarge(limit: Int)

    /// The bytes are no zip archive that can be read.
    case notZip(reason: String)

    /// A stable code, for catalogues of errors.
    public var code: String {
        switch self {
        case .notGzip: "INF001"
        case .truncated: "INF002"
        case .corrupt: "INF003"
        case .tooLarge: "INF004"
        case .notZip: "INF005"
        }
    }

    public var description: String {
        switch self {
        case .notGzip: "\(code): not gzip data, at byte 0; pass uncompressed data as it is"
        case .truncated(let produced):
            "\(code): the gzip data end too early, after \(produced) unpacked bytes; fetch the file again"
        case .corrupt(let offset, let reason):
            "\(code): the gzip data are damaged near byte \(offset) (\(reason)); fetch the file again"
        case .tooLarge(let limit):
            "\(code): the gzip data unpack to more than the limit of \(limit) bytes; unpack the file yourself if you trust it"
        case .notZip(let reason):
            "\(code): the zip archive cannot be read: \(reason); unpack it with another program"
        }
    }
}
