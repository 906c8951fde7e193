// SPDX-License-Identifier: Apache-2.0

import CKernels

extension OpenHDU {
    func append(_ values: [Float], to output: FITSOutput) throws(FITSError) {
        switch try pixelType(output) {
        case .float: try BigEndian.append(values, to: output)
        case .double: try BigEndian.append(values.map { Double($0) }, to: output)
        default:
            try append(try values.map { (value) throws(FITSError) in try whole(Double(value), output) }, to: output)
        }
    }

    func append(_ values: [Double], to output: FITSOutput) throws(FITSError) {
        switch try pixelType(output) {
        case .float: try BigEndian.append(values.map { Float($0) }, to: output)
        case .double: try BigEndian.append(values, to: output)
        default: try append(try values.map { (value) throws(FITSError) in try whole(value, output) }, to: output)
        }
    }

    func append(_ values: [Int], to output: FITSOutput) throws(FITSError) {
        switch try pixelType(output) {
        case .byte: try BigEndian.append(try exact(values, output) as [UInt8], to: output)
        case .int16: try BigEndian.append(try exact(values, output) as [Int16], to: output)
        case .int32: try BigEndian.append(try exact(values, output) as [Int32], to: output)
        case .int64: try BigEndian.append(try exact(values, output) as [Int64], to: output)
        case .float: try BigEndian.append(values.map { Float($0) }, to: output)
        case .double: try BigEndian.append(values.map { Double($0) }, to: output)
        }
    }

    func append(_ values: [Int32], to output: FITSOutput) throws(FITSError) {
        guard try pixelType(output) == .int32 else { return try append(values.map { Int($0) }, to: output) }
        try BigEndian.append(values, to: output)
    }

    func append(_ values: [UInt8], to output: FITSOutput) throws(FITSError) {
        guard try pixelType(output) == .byte else { return try append(values.map { Int($0) }, to: output) }
        try output.append(values)
    }

    private func pixelType(_ output: FITSOutput) throws(FITSError) -> FITSPixelType {
        guard case .image(let type, .some) = content else {
            throw .unsupported(file: output.name, hdu: index, what: "no image begun that pixels could be appended to")
        }
        return type
    }

    private func whole(_ value: Double, _ output: FITSOutput) throws(FITSError) -> Int {
        guard let whole = Int(exactly: value.rounded()) else {
            throw .doesNotFit(file: output.name, hdu: index, what: "pixels of whole numbers", value: "\(value)")
        }
        return whole
    }

    private func exact<Stored: FixedWidthInteger>(_ values: [Int], _ output: FITSOutput) throws(FITSError) -> [Stored] {
        try values.map { (value) throws(FITSError) in
            guard let stored = Stored(exactly: value) else {
                throw .doesNotFit(
                    file: output.name, hdu: index, what: "pixels of \(Stored.bitWidth) bits", value: "\(value)")
            }
            return stored
        }
    }
}

/// Native arrays to big-endian bytes.
enum BigEndian {
    static func append<Value>(_ values: [Value], to output: FITSOutput) throws(FITSError) {
        let width = MemoryLayout<Value>.size
        // A piece at a time, so that a large array is not in memory twice.
        for start in stride(from: 0, to: values.count, by: 1 << 17) {
            let piece = values[start..<min(start + 1 << 17, values.count)]
            try output.append(count: piece.count * width) { target in
                piece.withUnsafeBytes { encode($0.baseAddress, width, piece.count, target, stride: width) }
            }
        }
    }

    /// `count` values of `width` bytes each, to be `stride` bytes apart.
    static func encode(
        _ values: UnsafeRawPointer?, _ width: Int, _ count: Int, _ target: UnsafeMutableRawPointer, stride: Int
    ) {
        guard let values else { return }
        switch width {
        case 1: secchi_encode_8(values, count, target, stride)
        case 2: secchi_encode_16(values, count, target, stride)
        case 4: secchi_encode_32(values, count, target, stride)
        default: secchi_encode_64(values, count, target, stride)
        }
    }
}
