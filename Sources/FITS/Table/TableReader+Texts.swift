// SPDX-License-Identifier: Apache-2.0

extension TableReader {
    func texts() throws(FITSError) -> [String] {
        var texts: [String] = []
        if isText {
            if field.format.descriptor != nil {
                try forEachArray { (bytes, _) throws(FITSError) in texts.append(Self.text(bytes)) }
            } else {
                try forEachRow { (bytes) throws(FITSError) in texts.append(Self.text(bytes)) }
            }
            return texts
        }
        let spelled: [String] = try spelledElements()
        var start = 0
        for length in try arrayLengths() {
            let count = numbers(in: length)
            texts.append(spelled[start..<start + count].joined(separator: " "))
            start += count
        }
        return texts
    }

    private func spelledElements() throws(FITSError) -> [String] {
        if element.isInteger, scaling.scale == 1 {
            return try integers().map { $0.map(String.init) ?? "" }
        }
        if element == .logical {
            let values: [Float] = try reals()
            return values.map { $0.isNaN ? "" : $0 == 1 ? "T" : "F" }
        }
        if element == .float || element == .complex {
            let values: [Float] = try reals()
            return values.map { String($0) }
        }
        let values: [Double] = try reals()
        return element == .bit ? values.map { $0 == 1 ? "1" : "0" } : values.map { String($0) }
    }

    /// Without trailing blanks, and only up to the first NUL (FITS 4.0 §7.3.3.1).
    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        var end = bytes.firstIndex(of: 0) ?? bytes.count
        while end > 0, bytes[end - 1] == 32 { end -= 1 }
        return CardParser.text(bytes, 0..<end)
    }
}
