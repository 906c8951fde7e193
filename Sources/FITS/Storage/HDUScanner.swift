// SPDX-License-Identifier: Apache-2.0

/// Finds the header-data units of a file one after the other (FITS 4.0 §3).
struct HDUScanner {
    static let blockLength = 2880
    /// A header of more bytes is no header.
    private static let headerLimit = 64 << 20

    private let bytes: FileBytes
    private var offset = 0
    private var index = 0

    init(_ bytes: FileBytes) {
        self.bytes = bytes
    }

    /// All units; after the first, a damaged header ends the list and is told in `damage`.
    static func scan(_ bytes: FileBytes) throws(FITSError) -> (hdus: [FITSHDU], damage: FITSError?) {
        var scanner = HDUScanner(bytes)
        guard let primary = try scanner.next() else { throw .notFITS(file: bytes.name) }
        var hdus = [primary]
        do throws(FITSError) {
            while let hdu = try scanner.next() { hdus.append(hdu) }
        } catch {
            return (hdus, error)
        }
        return (hdus, nil)
    }

    /// The next unit, or `nil` where none begins: at the end, or at blocks that are no header, which the standard
    /// allows.
    mutating func next() throws(FITSError) -> FITSHDU? {
        guard offset < bytes.count, try startsHeader() else { return nil }
        let (raw, headerLength) = try readHeader()
        let hdu = try FITSHDU(
            header: FITSHeader(raw), index: index, bytes: bytes, dataOffset: offset + headerLength)
        let (padded, overflow) = hdu.data.size.addingReportingOverflow(Self.blockLength - 1)
        index += 1
        // Beyond the end of the file: the last unit.
        let length = headerLength + (overflow ? bytes.count : padded / Self.blockLength * Self.blockLength)
        offset = length < bytes.count - offset ? offset + length : bytes.count
        return hdu
    }

    private func startsHeader() throws(FITSError) -> Bool {
        guard bytes.count - offset >= RawHeader.cardLength else { return false }
        return try bytes.withBytes(at: offset, count: 8) { start in
            let word = KeywordWord(card: start, at: 0)
            return word.bits == (index == 0 ? Self.simple : Self.xtension)
        }
    }

    private static let simple = KeywordWord(prefixOf: "SIMPLE".utf8).bits
    private static let xtension = KeywordWord(prefixOf: "XTENSION".utf8).bits

    /// The header at `offset` and its length with padding.
    private func readHeader() throws(FITSError) -> (RawHeader, Int) {
        if let all = bytes.inMemory {
            guard let words = words(in: all, from: offset) else { throw missingEnd() }
            return (RawHeader(bytes: all, start: offset, words: words), Self.length(words))
        }
        var length = 10 * Self.blockLength
        while true {
            let piece = try bytes.bytes(at: offset, count: length)
            if let words = words(in: piece, from: 0) {
                return (RawHeader(bytes: piece, start: 0, words: words), Self.length(words))
            }
            guard piece.count == length, length < Self.headerLimit else { throw missingEnd() }
            length *= 2
        }
    }

    /// The keywords up to END, or `nil` if there is no END.
    private func words(in bytes: [UInt8], from start: Int) -> [UInt64]? {
        bytes.withUnsafeBytes { all in
            var words: [UInt64] = []
            words.reserveCapacity(108)
            var position = start
            while position + RawHeader.cardLength <= all.count {
                let word = KeywordWord(card: all, at: position).bits
                if word == KeywordWord.end { return words }
                words.append(word)
                position += RawHeader.cardLength
            }
            // An END at the very end may have lost its padding.
            let rest = UnsafeRawBufferPointer(rebasing: all[position...])
            return rest.starts(with: "END".utf8) && rest.dropFirst(3).allSatisfy { $0 == 32 } ? words : nil
        }
    }

    private static func length(_ words: [UInt64]) -> Int {
        let cards = (words.count + 1) * RawHeader.cardLength
        return (cards + blockLength - 1) / blockLength * blockLength
    }

    private func missingEnd() -> FITSError {
        .badHeader(file: bytes.name, hdu: index, keyword: "END", reason: "the header does not end before the file does")
    }
}
