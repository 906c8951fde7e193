// SPDX-License-Identifier: Apache-2.0

/// The part of a text that is in memory: the record read last, and what follows it.
///
/// The record that ``advance(by:)`` passed stays readable until the next ``fill()``, which moves the rest to the front.
struct TextBlock: ~Copyable {
    private static let step = 1 << 20
    private var buffer: UnsafeMutableRawBufferPointer
    /// Start of the last record, start of the next, and end of what was read.
    private var last = 0
    private var position = 0
    private var end = 0
    private var source: TextSource
    private(set) var isAtEnd = false

    init(source: consuming TextSource) {
        self.source = source
        buffer = .allocate(byteCount: Self.step, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// What follows the last record.
    var unread: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[position..<end]) }

    mutating func advance(by count: Int) {
        last = position
        position += count
    }

    func lastBytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: buffer[(last + range.lowerBound)..<(last + range.upperBound)])
    }

    func lastText(_ range: Range<Int>) -> String { String(decoding: lastBytes(range), as: UTF8.self) }

    /// Text of the bytes not yet read.
    func text(_ range: Range<Int>) -> String { String(decoding: unread[range], as: UTF8.self) }

    mutating func skipByteOrderMark() {
        if unread.starts(with: [0xEF, 0xBB, 0xBF]) { position += 3 }
    }

    /// Reads more after what is there; sets ``isAtEnd`` when there is no more.
    mutating func fill() throws(SpectrumError) {
        let kept = end - position
        if position > 0, kept > 0, let base = buffer.baseAddress {
            base.copyMemory(from: base + position, byteCount: kept)
        }
        (last, position, end) = (0, 0, kept)
        if buffer.count - end < Self.step / 2 {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<end]))
            buffer.deallocate()
            buffer = larger
        }
        let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
        end += count
        if count == 0 { isAtEnd = true }
    }
}
