// SPDX-License-Identifier: Apache-2.0

import Foundation

/// From data to pixels, linear.
struct Scale {
    let data: ClosedRange<Double>
    let start: Double
    let end: Double

    /// - Parameter data: an empty or infinite range is widened to something that can be drawn.
    init(_ low: Double, _ high: Double, from start: Double, to end: Double) {
        let safe = low.isFinite && high.isFinite && low <= high
        data = safe ? (low < high ? low...high : (low - 0.5)...(high + 0.5)) : 0...1
        self.start = start
        self.end = end
    }

    func callAsFunction(_ value: Double) -> Double {
        start + (value - data.lowerBound) / (data.upperBound - data.lowerBound) * (end - start)
    }

    /// Round numbers inside the range, about as many as asked for.
    func ticks(_ count: Int) -> [Double] {
        let raw = (data.upperBound - data.lowerBound) / Double(max(count, 1))
        let power = pow(10, floor(log10(raw)))
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= raw * 0.999 } ?? raw
        let first = (data.lowerBound / step).rounded(.up)
        return (0...count * 2).map { (first + Double($0)) * step }.filter { $0 <= data.upperBound + step * 1e-9 }
    }
}

extension Drawing {
    /// A horizontal axis below a panel: ticks with numbers, and what they are.
    mutating func bottomAxis(_ scale: Scale, y: Double, label: String, count: Int = 8, gridTo top: Double? = nil) {
        for tick in scale.ticks(count) {
            let x = scale(tick)
            if let top { line(x, top, x, y, stroke: Palette.grid) }
            line(x, y, x, y + 4, stroke: Palette.soft)
            text(tick.brief, x: x, y: y + 17, size: 11, anchor: .middle, fill: Palette.soft)
        }
        line(scale.start, y, scale.end, y, stroke: Palette.soft)
        text(label, x: (scale.start + scale.end) / 2, y: y + 36, size: 12, anchor: .middle)
    }

    /// A vertical axis left of a panel, with lines across it.
    mutating func leftAxis(_ scale: Scale, x: Double, label: String, count: Int = 5, gridTo right: Double? = nil) {
        for tick in scale.ticks(count) {
            let y = scale(tick)
            if let right { line(x, y, right, y, stroke: Palette.grid) }
            text(tick.brief, x: x - 7, y: y + 4, size: 11, anchor: .end, fill: Palette.soft)
        }
        text(label, x: x - 42, y: (scale.start + scale.end) / 2, size: 12, anchor: .middle, rotated: true)
    }
}
