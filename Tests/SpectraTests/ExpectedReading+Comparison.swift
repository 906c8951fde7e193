// SPDX-License-Identifier: Apache-2.0

import Spectra
import Testing

/// Checks one spectrum against what astropy read.
func expect(
    _ spectrum: Spectrum, reads expected: ExpectedReading.Expected, sourceLocation: SourceLocation = #_sourceLocation
) {
    func check(_ got: Double?, _ wanted: Double?, within tolerance: Double, _ what: String) {
        guard let wanted else { return }
        guard let got else {
            Issue.record("no \(what)", sourceLocation: sourceLocation)
            return
        }
        #expect(abs(got - wanted) <= tolerance, "\(what): \(got), wanted \(wanted)", sourceLocation: sourceLocation)
    }
    if let count = expected.nPoints { #expect(spectrum.flux.count == count, sourceLocation: sourceLocation) }
    let waves = spectrum.axis.values
    check(waves.first, expected.waveFirst, within: 1e-9 * abs(expected.waveFirst ?? 0), "first wavelength")
    check(waves.last, expected.waveLast, within: 1e-9 * abs(expected.waveLast ?? 0), "last wavelength")
    if let unit = expected.waveUnit {
        #expect(spectrum.axis.unit == PhysicalUnit.canonical(unit), sourceLocation: sourceLocation)
    }
    if let medium = expected.waveMedium {
        #expect(spectrum.axis.medium.rawValue == medium, sourceLocation: sourceLocation)
    }
    if let dispersion = expected.dispersion {
        let spacing: SpectralAxis.Spacing = dispersion.hasPrefix("log") ? .logarithmic : .linear
        #expect(spectrum.axis.spacing == spacing, sourceLocation: sourceLocation)
    }
    if let unit = expected.fluxUnit {
        let wanted = unit.hasPrefix("relative") ? "" : PhysicalUnit.canonical(unit)
        #expect(spectrum.fluxUnit == wanted, sourceLocation: sourceLocation)
    }

    let finite = spectrum.flux.filter(\.isFinite).map(Double.init)
    let size = finite.reduce(0) { $0 + abs($1) } / Double(max(finite.count, 1))
    // Single precision, and sums of it.
    func close(_ value: Double?) -> Double { 1e-6 * abs(value ?? 0) + 2e-7 * size }
    if let count = expected.nFinite { #expect(finite.count == count, "finite pixels", sourceLocation: sourceLocation) }
    check(mean(finite), expected.fluxMean, within: close(expected.fluxMean), "mean flux")
    check(median(finite), expected.fluxMedian, within: close(expected.fluxMedian), "median flux")
    check(finite.min(), expected.fluxMin, within: close(expected.fluxMin), "least flux")
    check(finite.max(), expected.fluxMax, within: close(expected.fluxMax), "greatest flux")
    check(spectrum.flux.first.map(Double.init), expected.fluxFirst, within: close(expected.fluxFirst), "first flux")
    check(spectrum.flux.last.map(Double.init), expected.fluxLast, within: close(expected.fluxLast), "last flux")
    if let pixel = expected.fluxAt {
        guard pixel.index0 < spectrum.flux.count, pixel.index0 < waves.count else {
            Issue.record("no pixel \(pixel.index0)", sourceLocation: sourceLocation)
            return
        }
        check(waves[pixel.index0], pixel.wave, within: 1e-9 * abs(pixel.wave), "middle wavelength")
        check(Double(spectrum.flux[pixel.index0]), pixel.flux, within: close(pixel.flux), "middle flux")
    }

    if let hasError = expected.hasError {
        #expect((spectrum.error != nil) == hasError, sourceLocation: sourceLocation)
    }
    if let count = expected.nIvarZero {
        #expect(
            spectrum.error?.filter { $0 == .infinity }.count == count, "zero weights", sourceLocation: sourceLocation)
    }
    if let text = expected.class { #expect(spectrum.label == text, sourceLocation: sourceLocation) }
    if case .one(let text) = expected.spectype { #expect(spectrum.label == text, sourceLocation: sourceLocation) }
    if let text = expected.subclass, !text.isEmpty {
        #expect(spectrum.subclass == (text == "Non" ? nil : text), sourceLocation: sourceLocation)
    }
    if let text = expected.object { #expect(spectrum.target.name == text, sourceLocation: sourceLocation) }
    if case .one(let z) = expected.z {
        if z < -9000 {
            #expect(spectrum.target.redshift == nil, sourceLocation: sourceLocation)
        } else {
            check(spectrum.target.redshift, z, within: 1e-7 * abs(z), "redshift")
        }
    }
    // What no file states.
    #expect(!spectrum.identifier.isEmpty && !spectrum.dialect.isEmpty, sourceLocation: sourceLocation)
}

func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }

func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard let middle = sorted.dropFirst(sorted.count / 2).first else { return nil }
    return sorted.count.isMultiple(of: 2) ? (sorted[sorted.count / 2 - 1] + middle) / 2 : middle
}
