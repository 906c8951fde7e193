// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Inflate

/// Turns the text of a STREAM into bytes: base64, then gzip where the document says so.
final class StreamDecoder {
    enum Failure: Error { case notBase64(UInt8), cut, gzip(InflateError), tooLarge }

    /// Bytes decoded and not yet dropped.
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 64)
    private var start = 0
    private var end = 0
    /// Base64 digits of a group that has not ended.
    private var digits: [UInt8] = []
    private var inflater: GzipInflater?
    private let limit: Int

    /// - Parameter limit: bytes held at a time.
    init(isGzip: Bool, limit: Int) {
        self.limit = limit
        if isGzip { inflater = GzipInflater(limit: .max) }
    }

    deinit { memory.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[start..<end]) }

    func drop(_ count: Int) { start += count }

    /// Decodes whole groups of plain base64, in parts side by side; returns how much of the text it used.
    ///
    /// Leaves what is not plain to ``append(_:)``. Does nothing while a group is open or for gzip.
    func appendPlain(_ text: UnsafeBufferPointer<UInt8>, _ execution: ExecutionContext) throws(Failure) -> Int {
        guard digits.isEmpty, inflater == nil, let base = text.baseAddress else { return 0 }
        var parts: [(from: Int, to: Int, output: Int, size: Int)] = []
        var before = 0
        let ranges = ExecutionContext.ranges(of: text.count, size: 1 << 19)
        var begins: [Int] = []
        for range in ranges {
            // A part begins with the first whole group in its range.
            let open = (4 - before % 4) % 4
            let from =
                range.lowerBound + secchi_base64_skip(base + range.lowerBound, text.count - range.lowerBound, open)
            begins.append(from)
            parts.append((from, text.count, (before + open) / 4 * 3, 0))
            before += secchi_base64_count(base + range.lowerBound, range.count)
        }
        let groups = before / 4
        for index in parts.indices {
            let next = index + 1 < parts.count ? parts[index + 1].output : groups * 3
            parts[index].size = max(0, next - parts[index].output)
            if index + 1 < parts.count { parts[index].to = max(begins[index], begins[index + 1]) }
        }
        try reserve(groups * 3 + 64 + 48 * parts.count)
        return decode(parts, base, groups: groups, execution)
    }

    private func decode(
        _ parts: [(from: Int, to: Int, output: Int, size: Int)], _ base: UnsafePointer<UInt8>, groups: Int,
        _ execution: ExecutionContext
    ) -> Int {
        // Each part has its own stretch of the buffer; the kernel writes up to 32 bytes past it, so all but the last go
        // through a scratch for their end.
        nonisolated(unsafe) let text = base
        nonisolated(unsafe) let output = memory.baseAddress.map { $0 + end }
        let parts = parts
        let used = try? execution.mapParts(parts.count) { index -> Int? in
            let part = parts[index]
            guard let output else { return nil }
            let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: part.size + 64)
            defer { scratch.deallocate() }
            var produced = 0
            let used = secchi_base64_decode(text + part.from, part.to - part.from, scratch, &produced)
            guard produced == part.size else { return nil }
            (output + part.output).copyMemory(from: scratch, byteCount: produced)
            return part.from + used
        }
        guard let used, !used.contains(nil), let last = used.last, let last else { return 0 }
        end += groups * 3
        return last
    }

    /// Decodes base64 of any shape: broken off anywhere, padded, in pieces that were padded one by one.
    func append(_ text: some Sequence<UInt8>) throws(Failure) {
        var out: [UInt8] = []
        for byte in text {
            if byte <= UInt8(ascii: " ") { continue }
            if byte == UInt8(ascii: "=") {
                try closeGroup(&out)
                continue
            }
            digits.append(byte)
            if digits.count == 4 { try closeGroup(&out) }
        }
        try appendDecoded(out)
    }

    private func closeGroup(_ out: inout [UInt8]) throws(Failure) {
        guard !digits.isEmpty else { return }
        guard digits.count > 1 else { throw .cut }
        let count = digits.count
        while digits.count < 4 { digits.append(UInt8(ascii: "A")) }
        var group = [UInt8](repeating: 0, count: 64)
        var produced = 0
        _ = secchi_base64_decode(digits, 4, &group, &produced)
        guard produced == 3 else {
            throw .notBase64(digits.first { !Self.isDigit($0) } ?? 0)
        }
        out += group[..<(count - 1)]
        digits.removeAll(keepingCapacity: true)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
        }
    }

    /// Bytes that need no base64.
    func appendDecoded(_ piece: [UInt8]) throws(Failure) {
        guard inflater != nil else { return try store(piece) }
        var position = 0
        var room = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var step = (used: 0, filled: 0)
            var failure: InflateError?
            piece.withUnsafeBytes { input in
                room.withUnsafeMutableBytes { output in
                    do throws(InflateError) {
                        step =
                            try inflater?.inflate(UnsafeRawBufferPointer(rebasing: input[position...]), into: output)
                            ?? (0, 0)
                    } catch { failure = error }
                }
            }
            if let failure { throw .gzip(failure) }
            try store(Array(room[..<step.filled]))
            position += step.used
            if position == piece.count, step.filled < room.count { return }
        }
    }

    /// Call at the end of the stream: a last group without padding is taken, a single digit is not.
    func finish() throws(Failure) {
        var out: [UInt8] = []
        try closeGroup(&out)
        try appendDecoded(out)
        do { try inflater?.finish() } catch { throw .gzip(error) }
    }

    private func store(_ piece: [UInt8]) throws(Failure) {
        try reserve(piece.count)
        piece.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: memory[end...]).copyMemory(from: $0) }
        end += piece.count
    }

    private func reserve(_ count: Int) throws(Failure) {
        guard memory.count - end < count else { return }
        let held = end - start
        guard held + count <= limit + (1 << 24) else { throw .tooLarge }
        if memory.count < held + count {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(2 * memory.count, held + count), alignment: 64)
            larger.copyMemory(from: bytes)
            memory.deallocate()
            memory = larger
        } else {
            memory.copyMemory(from: bytes)
        }
        start = 0
        end = held
    }
}
