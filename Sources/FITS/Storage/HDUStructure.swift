// SPDX-License-Identifier: Apache-2.0

/// What the mandatory keywords of a header declare (FITS 4.0 §4.4.1), with every product checked for overflow.
struct HDUStructure {
    let kind: FITSHDU.Kind
    /// NAXIS1, NAXIS2, …; of a table always two.
    let axes: [Int]
    let bitsPerPixel: Int
    /// Bytes of data, without padding.
    let size: Int

    init(_ header: FITSHeader, file: String, hdu: Int) throws(FITSError) {
        func damaged(_ keyword: String, _ reason: String) -> FITSError {
            .badHeader(file: file, hdu: hdu, keyword: keyword, reason: reason)
        }
        func required(_ keyword: String, in range: ClosedRange<Int>) throws(FITSError) -> Int {
            guard let value = header.integer(keyword) else { throw damaged(keyword, "a whole number is missing") }
            guard range.contains(value) else { throw damaged(keyword, "\(value) is not allowed") }
            return value
        }
        bitsPerPixel = try required("BITPIX", in: -64...64)
        guard [8, 16, 32, 64, -32, -64].contains(bitsPerPixel) else {
            throw damaged("BITPIX", "\(bitsPerPixel) is not one of 8, 16, 32, 64, -32, -64")
        }
        var axes: [Int] = []
        let axisCount = try required("NAXIS", in: 0...999)
        for axis in 0..<axisCount { axes.append(try required("NAXIS\(axis + 1)", in: 0...Int.max)) }

        let isGroups = axes.first == 0 && axes.count > 1 && header["GROUPS"] == .logical(true)
        kind = Self.kind(header, isGroups: isGroups)
        if kind == .binaryTable || kind == .asciiTable {
            guard axes.count == 2 else { throw damaged("NAXIS", "a table has 2 axes, not \(axes.count)") }
        }
        self.axes = axes

        let groupCount = max(1, header.integer("GCOUNT") ?? 1)
        let extra = axes.isEmpty ? 0 : header.integer("PCOUNT") ?? 0
        guard extra >= 0 else { throw damaged("PCOUNT", "\(extra) is negative") }
        var elements: Int? = axes.isEmpty ? 0 : 1
        for axis in axes.dropFirst(isGroups ? 1 : 0) { elements = elements?.multipliedExactly(by: axis) }
        elements = elements?.addedExactly(to: hdu == 0 && !isGroups ? 0 : extra)
        if hdu > 0 || isGroups { elements = elements?.multipliedExactly(by: groupCount) }
        guard let size = elements?.multipliedExactly(by: abs(bitsPerPixel) / 8) else {
            throw damaged(
                "NAXIS1", "\(axes.map(String.init).joined(separator: " × ")) elements are more than any file holds")
        }
        self.size = size
    }

    private static func kind(_ header: FITSHeader, isGroups: Bool) -> FITSHDU.Kind {
        if isGroups { return .other }
        return switch header["XTENSION"] {
        case nil: .image
        case .text(let name):
            switch name.trimmingTrailingBlanks() {
            case "IMAGE", "IUEIMAGE": .image
            case "BINTABLE", "A3DTABLE", "3DTABLE": .binaryTable
            case "TABLE": .asciiTable
            default: .other
            }
        default: .other
        }
    }
}

extension Int {
    func multipliedExactly(by other: Int) -> Int? {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? nil : product
    }

    func addedExactly(to other: Int) -> Int? {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? nil : sum
    }
}
