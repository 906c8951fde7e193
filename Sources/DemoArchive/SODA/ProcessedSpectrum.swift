// SPDX-License-Identifier: Apache-2.0

import Spectra

/// A spectrum cut and calibrated as a request wants it: vacuum wavelengths in Angstrom, ascending.
struct ProcessedSpectrum {
    var wavelengths: [Double]
    var flux: [Double]
    var error: [Double]?
    var fluxUnit: String
    var fluxUCD: String

    /// - Returns: `nil` if no point lies in the band.
    init?(_ spectrum: Spectrum, of entry: ArchiveSpectrum, _ request: SODARequest) throws {
        let axis = try spectrum.axis.inVacuum().converted(to: "Angstrom")
        var order = Array(axis.values.indices)
        if let first = axis.values.first, let last = axis.values.last, first > last { order.reverse() }
        let flux = order.map { Double(spectrum.flux[$0]) }
        let wavelengths = order.map { axis.values[$0] }
        let divisor: [Double]?
        switch request.calibration {
        case .uncalibrated: divisor = nil
        case .relative:
            let top = flux.filter(\.isFinite).max() ?? 1
            divisor = Array(repeating: top > 0 ? top : 1, count: flux.count)
        case .normalized: divisor = StretchMedians.continuum(of: flux)
        }
        let low = (request.band?.lowerBound ?? -.infinity) * 1e10
        let high = (request.band?.upperBound ?? .infinity) * 1e10
        let kept = wavelengths.indices.filter { wavelengths[$0] >= low && wavelengths[$0] <= high }
        guard !kept.isEmpty else { return nil }
        func divided(_ value: Double, _ index: Int) -> Double { divisor.map { value / $0[index] } ?? value }
        self.wavelengths = kept.map { wavelengths[$0] }
        self.flux = kept.map { divided(flux[$0], $0) }
        error = spectrum.error.map { values in kept.map { divided(Double(values[order[$0]]), $0) } }
            .map { $0.map { $0.isFinite ? $0 : .nan } }
        fluxUnit = divisor == nil ? entry.fluxUnit : ""
        fluxUCD = divisor == nil ? entry.fluxUCD : "phot.flux.density;em.wl"
    }
}

/// A continuum for showing, not for measuring: straight lines through the medians of nine equal stretches.
enum StretchMedians {
    static func continuum(of flux: [Double]) -> [Double] {
        let count = min(9, max(1, flux.count / 8))
        var nodes: [(place: Double, value: Double)] = []
        for stretch in 0..<count {
            let range = stretch * flux.count / count..<(stretch + 1) * flux.count / count
            let values = flux[range].filter { $0.isFinite && $0 != 0 }.sorted()
            guard !values.isEmpty, values[values.count / 2] > 0 else { continue }
            nodes.append((Double(range.lowerBound + range.upperBound - 1) / 2, values[values.count / 2]))
        }
        guard let first = nodes.first, let last = nodes.last else { return flux.map { _ in .nan } }
        var next = 0
        return flux.indices.map { index in
            let place = Double(index)
            if place <= first.place { return first.value }
            if place >= last.place { return last.value }
            while nodes[next + 1].place < place { next += 1 }
            let (a, b) = (nodes[next], nodes[next + 1])
            return a.value + (b.value - a.value) * (place - a.place) / (b.place - a.place)
        }
    }
}
