// SPDX-License-Identifier: Apache-2.0

extension LineMeasurement {
    /// Measures lines in a spectrum on its own grid, one result per line of the list, in its order.
    ///
    /// Masked pixels, NaN fluxes and errors that are not positive are missing pixels. An error array without one positive
    /// value is taken for none.
    ///
    /// ```swift
    /// let list = try LineList.builtIn.selecting(["Halpha"])
    /// let halpha = try LineMeasurement.measure(spectrum, list)[0]
    /// halpha.equivalentWidth     // −23.4: Å, emission
    /// ```
    ///
    /// - Parameters:
    ///   - redshift: lines and windows are moved by 1 + z first; widths stay those observed, velocities are about it.
    /// - Throws: ``SpectrumError/unknownMedium`` if neither spectrum nor settings name the medium, or
    ///   ``SpectrumError/notSpectralUnit(unit:)``.
    public static func measure(
        _ spectrum: Spectrum, _ list: LineList, redshift: Double = 0, settings: LineSettings = LineSettings()
    ) throws(SpectrumError) -> [LineMeasurement] {
        let axis = try LineAxis(spectrum.axis, settings: settings)
        let count = axis.wavelengths.count
        guard spectrum.flux.count == count, (spectrum.error?.count ?? count) == count,
            (spectrum.mask?.count ?? count) == count, redshift.isFinite, redshift > -1
        else {
            return list.lines.map { _ in LineMeasurement(flags: .notCovered) }
        }
        let ordered =
            axis.order.map { order in
                var copy = spectrum
                copy.flux = order.map { spectrum.flux[$0] }
                copy.error = spectrum.error.map { error in order.map { error[$0] } }
                copy.mask = spectrum.mask.map { mask in order.map { mask[$0] } }
                return copy
            } ?? spectrum
        let error = ordered.error.flatMap { $0.contains { $0 > 0 && $0.isFinite } ? $0 : nil }
        var meter = LineMeter(settings)
        var results: [LineMeasurement] = []
        ordered.flux.withUnsafeBufferPointer { flux in
            (error ?? []).withUnsafeBufferPointer { deviation in
                (ordered.mask ?? []).withUnsafeBufferPointer { mask in
                    let pixels = LinePixels(
                        flux: flux, noise: error == nil ? .none : .deviation(deviation),
                        mask: ordered.mask == nil ? nil : mask, isReversed: false)
                    for line in list.lines {
                        results.append(meter.measure(pixels, axis.geometry(of: line, redshift: redshift)))
                    }
                }
            }
        }
        return results
    }
}

/// An axis as lines are measured on it: ascending wavelengths in Å.
package struct LineAxis: Sendable {
    /// Ascending pixel centres, Å.
    package let wavelengths: [Double]
    /// Pixel numbers by rising wavelength; `nil` if the axis rises.
    package let order: [Int]?
    private let edges: [Double]
    private let medium: SpectralMedium
    private let settings: LineSettings

    /// - Throws: ``SpectrumError/unknownMedium`` or ``SpectrumError/notSpectralUnit(unit:)``.
    package init(_ axis: SpectralAxis, settings: LineSettings) throws(SpectrumError) {
        var axis = try axis.converted(to: "Angstrom")
        if axis.medium == .unknown { axis.medium = settings.assumedMedium }
        // Below 2000 Å there is only vacuum.
        if axis.medium == .unknown, axis.values.allSatisfy({ $0 < AirVacuum.limit }) { axis.medium = .vacuum }
        guard axis.medium != .unknown else { throw .unknownMedium }
        order = axis.ascendingOrder
        let ascending = axis.ascending()
        wavelengths = ascending.values
        edges = ascending.edges()
        medium = axis.medium
        self.settings = settings
    }

    /// The pixels of a line's window in the order of the axis as given; `nil` unless the line and all its continuum lie
    /// on the axis.
    package func window(of line: SpectralLine) -> Range<Int>? {
        let geometry = geometry(of: line)
        guard let first = edges.first, let last = edges.last, !geometry.pixels.isEmpty,
            LineList(lines: [line]).within(first...last, medium: medium).lines.count == 1
        else { return nil }
        guard order != nil else { return geometry.pixels }
        let count = wavelengths.count
        return count - geometry.pixels.upperBound..<count - geometry.pixels.lowerBound
    }

    package func geometry(of line: SpectralLine, redshift: Double = 0) -> LineGeometry {
        LineGeometry(
            line, wavelengths: wavelengths, edges: edges, medium: medium, redshift: redshift, settings: settings)
    }
}
