// SPDX-License-Identifier: Apache-2.0

/// Variable-length arrays: rows point into a heap behind the table (FITS 4.0 §7.3.5).
extension TableReader {
    func arrayLengths() throws(FITSError) -> [Int] {
        guard field.format.descriptor != nil else {
            return [Int](repeating: field.format.repeatCount, count: rows.count)
        }
        return try descriptors().map(\.count)
    }

    func heapReals<Real: NativeReal>() throws(FITSError) -> [Real] {
        let descriptors = try checkedDescriptors()
        var place = 0
        return try Self.array(of: descriptors.reduce(0) { $0 + numbers(in: $1.count) }) { (values) throws(FITSError) in
            try forEachArray(descriptors) { (bytes, count) throws(FITSError) in
                let count = numbers(in: count)
                if let source = bytes.baseAddress { decode(source, element.width, 1, count, into: values + place) }
                place += count
            }
        }
    }

    /// Lends the array of each row and the number of its elements.
    func forEachArray(_ body: (UnsafeRawBufferPointer, Int) throws(FITSError) -> Void) throws(FITSError) {
        try forEachArray(checkedDescriptors(), body)
    }

    private func forEachArray(
        _ descriptors: [(count: Int, offset: Int)], _ body: (UnsafeRawBufferPointer, Int) throws(FITSError) -> Void
    ) throws(FITSError) {
        for (count, offset) in descriptors {
            guard count > 0, let length = element.length(of: count) else {
                try body(UnsafeRawBufferPointer(start: nil, count: 0), 0)
                continue
            }
            try data.withBytes(at: layout.heapOffset + offset, count: length) { (bytes) throws(FITSError) in
                try body(bytes, count)
            }
        }
    }

    /// Descriptors whose arrays lie in the heap, and together are not much more than the heap.
    private func checkedDescriptors() throws(FITSError) -> [(count: Int, offset: Int)] {
        let descriptors = try descriptors()
        // Arrays may share bytes, but a small heap that is pointed to again and again would fill the memory.
        var rest = 4 * max(0, data.available - layout.heapOffset) + 1 << 20
        for (count, offset) in descriptors where count != 0 {
            guard count > 0, offset >= 0, let length = element.length(of: count), length <= rest,
                let start = offset.addedExactly(to: layout.heapOffset), let end = start.addedExactly(to: length),
                end <= data.size
            else {
                throw .badData(
                    file: data.name, hdu: data.hdu,
                    reason: "an array of \(count) elements at \(offset) is not in the heap")
            }
            rest -= length
        }
        return descriptors
    }

    private func descriptors() throws(FITSError) -> [(count: Int, offset: Int)] {
        var descriptors: [(count: Int, offset: Int)] = []
        guard field.format.length > 0 else { return [(count: Int, offset: Int)](repeating: (0, 0), count: rows.count) }
        descriptors.reserveCapacity(rows.count)
        let width = field.format.length / 2
        try forEachRow { (bytes) throws(FITSError) in
            descriptors.append((Self.integer(bytes, at: 0, width), Self.integer(bytes, at: width, width)))
        }
        return descriptors
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer, at offset: Int, _ width: Int) -> Int {
        width == 4
            ? Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
            : Int(Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)))
    }
}
