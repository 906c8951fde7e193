// SPDX-License-Identifier: Apache-2.0

extension FITSHDU {
    /// Image values in storage order, BSCALE and BZERO applied, BLANK as NaN.
    ///
    /// - Parameter range: which of the `imageShape.reduce(1, *)` values; all of them by default.
    /// - Throws: ``FITSError/truncated(file:hdu:need:have:)`` if the file ends before the range does,
    ///   ``FITSError/outOfRange(file:hdu:what:range:count:)``, ``FITSError/unsupported(file:hdu:what:)`` without an
    ///   image.
    public func pixels(in range: Range<Int>? = nil) throws(FITSError) -> [Float] {
        try decodedPixels(in: range)
    }

    /// As ``pixels(in:)``, in double precision.
    ///
    /// - Throws: as ``pixels(in:)``.
    public func pixelsAsDoubles(in range: Range<Int>? = nil) throws(FITSError) -> [Double] {
        try decodedPixels(in: range)
    }

    private func decodedPixels<Real: NativeReal>(in range: Range<Int>?) throws(FITSError) -> [Real] {
        guard kind == .image else { throw .unsupported(file: data.name, hdu: index, what: "no image") }
        let count = imageShape.isEmpty ? 0 : imageShape.reduce(1, *)
        let range = range ?? 0..<count
        guard range.lowerBound >= 0, range.upperBound <= count else {
            throw .outOfRange(file: data.name, hdu: index, what: "pixels", range: range, count: count)
        }
        guard let type = pixelType else { return [] }
        let width = abs(bitsPerPixel) / 8
        let scaling = Scaling(scale: header.double("BSCALE") ?? 1, zero: header.double("BZERO") ?? 0)
        return try data.withBytes(at: range.lowerBound * width, count: range.count * width) { bytes in
            var values = [Real](unsafeUninitializedCapacity: range.count) { buffer, filled in
                filled = range.count
                guard let source = bytes.baseAddress, let target = buffer.baseAddress else { return }
                Real.decode(type, source, stride: width, count: range.count, scaling, into: target)
            }
            if bitsPerPixel > 0, let blank = header.integer("BLANK") {
                blankOut(&values, where: bytes, type, is: Int64(blank))
            }
            return values
        }
    }

    private func blankOut<Real: NativeReal>(
        _ values: inout [Real], where bytes: UnsafeRawBufferPointer, _ type: ElementType, is null: Int64
    ) {
        guard let source = bytes.baseAddress else { return }
        let raw = [Int64](unsafeUninitializedCapacity: values.count) { buffer, filled in
            filled = values.count
            guard let target = buffer.baseAddress else { return }
            NativeInteger.decode(type, source, stride: abs(bitsPerPixel) / 8, count: values.count, into: target)
        }
        for index in raw.indices where raw[index] == null { values[index] = .nan }
    }

    private var pixelType: ElementType? {
        switch bitsPerPixel {
        case 8: .byte
        case 16: .int16
        case 32: .int32
        case 64: .int64
        case -32: .float
        case -64: .double
        default: nil
        }
    }
}
