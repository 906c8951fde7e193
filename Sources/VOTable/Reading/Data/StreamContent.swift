// SPDX-License-Identifier: Apache-2.0

import CKernels
import Inflate

/// The bytes of a STREAM element, decoded as they come.
final class StreamContent {
    // The reader owns this; a strong reference back would keep both after an error.
    unowned let reader: VOTableReader
    private let decoder: StreamDecoder
    private let tableNumber: Int
    private var isDone = false
    /// Text to decode together.
    private static let reach = 4 << 20

    init(_ reader: VOTableReader, _ stream: DocumentBuilder.Stream, tableNumber: Int) throws(VOTableError) {
        self.reader = reader
        self.tableNumber = tableNumber
        decoder = StreamDecoder(isGzip: stream.encoding.contains("gzip"), limit: reader.limits.rowBytes)
        if stream.encoding != "base64", stream.encoding != "gzip" {
            reader.builder.warn("STREAM encoding \"\(stream.encoding)\" was read as base64")
        }
        guard !stream.href.isEmpty else { return }
        guard stream.href.lowercased().hasPrefix("data:"), let comma = stream.href.firstIndex(of: ",") else {
            throw .remoteData(file: reader.name, table: tableNumber, href: String(stream.href.prefix(200)))
        }
        let content = Array(stream.href[stream.href.index(after: comma)...].utf8)
        let isBase64 = stream.href[..<comma].lowercased().hasSuffix(";base64")
        try attempt(row: 1) { () throws(StreamDecoder.Failure) in
            if isBase64 {
                try decoder.append(StreamContent.percentDecoded(content))
            } else {
                try decoder.appendDecoded(StreamContent.percentDecoded(content))
            }
        }
    }

    var bytes: UnsafeRawBufferPointer { decoder.bytes }

    func drop(_ count: Int) { decoder.drop(count) }

    /// Decodes some more; false at the end of the stream.
    ///
    /// - Parameter row: the row that is being read, for errors.
    func more(row: Int) throws(VOTableError) -> Bool {
        if isDone { return false }
        if reader.isFast {
            try decodeWindow(row: row)
            return true
        }
        guard let item = reader.takeItem() else {
            if try !reader.advance() { isDone = true }
            return true
        }
        switch item {
        case .content(let text): try attempt(row: row) { () throws(StreamDecoder.Failure) in try decoder.append(text) }
        case .dataEnd:
            isDone = true
            try attempt(row: row) { () throws(StreamDecoder.Failure) in try decoder.finish() }
        case .table: break
        }
        return true
    }

    private func decodeWindow(row: Int) throws(VOTableError) {
        try reader.window.fill(Self.reach)
        let bytes = reader.window.bytes.bindMemory(to: UInt8.self)
        guard let start = bytes.baseAddress else {
            reader.isFast = false
            return
        }
        var stop = secchi_find(start, bytes.count, "<")
        stop = secchi_find(start, stop, "&")
        if stop < bytes.count || reader.window.isAtEnd { reader.isFast = false }
        var plain = stop
        while plain > 0, bytes[plain - 1] <= UInt8(ascii: " ") || bytes[plain - 1] == UInt8(ascii: "=") { plain -= 1 }
        try attempt(row: row) { () throws(StreamDecoder.Failure) in
            var used = try decoder.appendPlain(UnsafeBufferPointer(rebasing: bytes[..<plain]), reader.execution)
            if used == 0 || !reader.isFast {
                try decoder.append(bytes[used..<stop])
                used = stop
            }
            reader.skip(used)
        }
    }

    private func attempt(row: Int, _ body: () throws(StreamDecoder.Failure) -> Void) throws(VOTableError) {
        do {
            try body()
        } catch {
            let reason: String
            switch error {
            case .notBase64(let byte): reason = "the byte \(byte) is not base64"
            case .cut: reason = "the base64 text ends within a group"
            case .gzip(let failure): reason = failure.description
            case .tooLarge:
                throw .tooLarge(file: reader.name, what: "bytes of a row", limit: reader.limits.rowBytes)
            }
            throw .badStream(file: reader.name, table: tableNumber, row: row, reason: reason)
        }
    }

    private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                out.append(value)
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return out
    }
}
