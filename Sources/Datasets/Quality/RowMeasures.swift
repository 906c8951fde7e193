// SPDX-License-Identifier: Apache-2.0

/// What the quality report wants to know of one row.
struct RowMeasures {
    var validCount = 0
    var zeroCount = 0
    var coverage = 0.0
    var isConstant = false
    /// Mean of |flux| over valid pixels.
    var scale = 0.0
    /// Equal for rows of equal flux.
    var digest: UInt64 = 0

    static func of(_ dataset: Dataset) -> [RowMeasures] {
        let width = dataset.pixelCount
        return (0..<dataset.rowCount).map { row in
            let pixels = row * width..<(row + 1) * width
            var measures = RowMeasures()
            var (low, high) = (Float.infinity, -Float.infinity)
            var sum = 0.0
            var digest: UInt64 = 0xCBF2_9CE4_8422_2325
            for index in pixels {
                let value = dataset.flux[index]
                digest = (digest ^ UInt64(value.bitPattern)) &* 0x9E37_79B9_7F4A_7C15
                digest ^= digest >> 29
                guard !(dataset.mask?[index] ?? false) else { continue }
                measures.validCount += 1
                if value == 0 { measures.zeroCount += 1 }
                low = min(low, value)
                high = max(high, value)
                sum += Double(abs(value))
            }
            measures.digest = digest
            measures.coverage = Double(measures.validCount) / Double(max(1, width))
            measures.isConstant = low >= high
            measures.scale = sum / Double(max(1, measures.validCount))
            return measures
        }
    }
}
