// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Spectra

extension CoverageSummary {
    /// The medium that most spectra state; vacuum before air if as many do; `.unknown` if none states any.
    public var commonestMedium: SpectralMedium {
        let vacuum = coverages.count { $0.medium == .vacuum }
        let air = coverages.count { $0.medium == .air }
        return vacuum + air == 0 ? .unknown : air > vacuum ? .air : .vacuum
    }

    /// The widest range (in log wavelength) that at least 95 % of the spectra cover whole; if there is none, then what
    /// 90, 80, 70, 60 or 50 % cover. `nil` if not even half share a range.
    func commonRange() -> (low: Double, high: Double)? {
        let usable = coverages.filter { $0.low.isFinite && $0.high.isFinite && $0.low > 0 && $0.low < $0.high }
        guard !usable.isEmpty else { return nil }
        let lows = usable.map(\.low).sorted()
        let candidates = Set((0...63).map { lows[$0 * (lows.count - 1) / 63] }).sorted()
        for share in [0.95, 0.9, 0.8, 0.7, 0.6, 0.5] {
            let need = max(1, Int((share * Double(usable.count)).rounded(.up)))
            var best: (low: Double, high: Double)?
            for low in candidates {
                let highs = usable.filter { $0.low <= low }.map(\.high).sorted(by: >)
                guard highs.count >= need, highs[need - 1] > low * 1.001 else { continue }
                let high = highs[need - 1]
                if best.map({ log(high / low) > log($0.high / $0.low) }) ?? true { best = (low, high) }
            }
            if let best { return best }
        }
        return nil
    }

    /// Whether most spectra are sampled evenly in log wavelength.
    var isMostlyLogarithmic: Bool { 2 * coverages.count { $0.isLogarithmic } > coverages.count }

    /// The median distance of pixels, of their log10 if `logarithmic`, rounded to four digits.
    func medianStep(logarithmic: Bool) -> Double? {
        let steps = coverages.compactMap { coverage -> Double? in
            guard coverage.points > 1, coverage.low < coverage.high, coverage.low > 0 || !logarithmic else {
                return nil
            }
            let span = logarithmic ? log10(coverage.high / coverage.low) : coverage.high - coverage.low
            let step = span / Double(coverage.points - 1)
            return step.isFinite && step > 0 ? step : nil
        }.sorted()
        guard !steps.isEmpty else { return nil }
        let median = steps[steps.count / 2]
        let digit = pow(10, (log10(median)).rounded(.down) - 3)
        return (median / digit).rounded() * digit
    }
}

extension RebinStep {
    /// Decides what the parameters leave open.
    mutating func complete(from summary: CoverageSummary) throws(DatasetError) {
        if summary.coverages.isEmpty, start == nil || stop == nil || width == nil && count == nil {
            throw .gridUndecided(reason: "there is no spectrum to decide it by")
        }
        let spacing = spacing ?? (summary.isMostlyLogarithmic ? "log" : "linear")
        self.spacing = spacing
        let isLog = spacing == "log"
        if width == nil, count == nil {
            guard let median = summary.medianStep(logarithmic: isLog) else {
                throw .gridUndecided(reason: "the spectra have too few pixels to tell their width")
            }
            width = median
        }
        if start == nil || stop == nil {
            guard let range = summary.commonRange() else {
                throw .gridUndecided(reason: "not even half of the spectra share a wavelength range")
            }
            if start == nil { start = width.map { Self.aligned(range.low, step: $0, isLog: isLog) } ?? range.low }
            if stop == nil { stop = range.high }
        }
        if let start, let stop, let width, !isLog || start > 0 {
            let pixels = (isLog ? log10(stop / start) : stop - start) / width
            guard pixels >= 1 else {
                throw .gridUndecided(reason: "from \(start) to \(stop) there is no room for two pixels of \(width)")
            }
            guard pixels < 100_000 else {
                throw .gridUndecided(reason: "from \(start) to \(stop) there are over 100000 pixels of \(width)")
            }
        }
    }

    /// The first multiple of the step at or above a wavelength, so that grids of one step coincide.
    private static func aligned(_ low: Double, step: Double, isLog: Bool) -> Double {
        let position = (isLog ? log10(low) : low) / step
        let multiple = (position - 1e-6).rounded(.up) * step
        return isLog ? pow(10, multiple) : multiple
    }
}
