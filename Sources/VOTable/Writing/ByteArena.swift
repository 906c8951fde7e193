// SPDX-License-Identifier: Apache-2.0

/// A growing block of bytes that kernels may write into.
final class ByteArena {
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    /// What kernels may read past the end.
    private static let slack = 32

    init(capacity: Int = 1 << 16) {
        self.capacity = capacity
        memory = .allocate(capacity: capacity + Self.slack)
    }

    deinit { memory.deallocate() }

    var start: UnsafePointer<UInt8> { UnsafePointer(memory) }

    /// Room for `size` more bytes; ``commit(_:)`` says how many were written.
    func reserve(_ size: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - count < size {
            capacity = max(2 * capacity, count + size)
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.slack)
            larger.update(from: memory, count: count)
            memory.deallocate()
            memory = larger
        }
        return memory + count
    }

    func commit(_ size: Int) { count += size }

    func append(_ byte: UInt8) {
        reserve(1).pointee = byte
        count += 1
    }

    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count).update(from: start, count: bytes.count)
        count += bytes.count
    }

    func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func append(zeros size: Int) {
        reserve(size).initialize(repeating: 0, count: size)
        count += size
    }
}
