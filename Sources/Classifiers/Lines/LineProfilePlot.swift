// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Spectra

/// One line over its continuum, with what was measured of it.
struct LineProfilePlot {
    let spectrum: Spectrum
    let line: SpectralLine
    let redshift: Double
    let measured: LineMeasurement

    func plot(name: String, title: String) -> Plot {
        let width = 330.0, height = 190.0, left = 34.0, top = 10.0, bottom = 158.0, right = 322.0
        var drawing = Drawing(width: width, height: height)
        guard let axis = try? spectrum.axis.converted(to: "Angstrom") else {
            return drawing.plot(name: name, title: title, description: "No wavelengths.")
        }
        func place(_ vacuum: Double) -> Double {
            let moved = vacuum * (1 + redshift)
            return axis.medium == .air ? AirVacuum.air(vacuum: moved) : moved
        }
        let windows = line.continuum.map { place($0.lowerBound)...place($0.upperBound) }
        let centre = place(line.wavelength), half = line.halfWidth * (1 + redshift)
        // Far continuum windows would leave the line no room.
        let low = max(windows.map(\.lowerBound).min() ?? centre - half, centre - 3 * half)
        let high = min(windows.map(\.upperBound).max() ?? centre + half, centre + 3 * half)
        let shown = axis.values.indices.filter { (low...high).contains(axis.values[$0]) }
            .sorted { axis.values[$0] < axis.values[$1] }
        let points = shown.map { pixel -> (x: Double, y: Double) in
            let missing = spectrum.mask?[pixel] ?? false
            let level = measured.continuum + measured.continuumSlope * (axis.values[pixel] - centre)
            return (axis.values[pixel], missing ? .nan : Double(spectrum.flux[pixel]) / level)
        }
        let known = points.map(\.y).filter(\.isFinite)
        let least = min(known.min() ?? 0, 1), most = max(known.max() ?? 1, 1), margin = max(0.06 * (most - least), 0.01)
        let x = Scale(low, high, from: left, to: right)
        let y = Scale(least - margin, most + margin, from: bottom, to: top)
        for window in windows {
            let from = max(window.lowerBound, low), to = min(window.upperBound, high)
            guard from < to else { continue }
            drawing.rectangle(
                x: x(from), y: top, width: x(to) - x(from), height: bottom - top, fill: Palette.grid, opacity: 0.6)
        }
        drawing.line(left, y(1), right, y(1), stroke: Palette.soft, dash: "2 3")
        drawing.curve(points.map { (x: x($0.x), y: y($0.y)) }, stroke: Palette.accent, width: 1.3)
        if measured.centroid.isFinite {
            drawing.line(x(measured.centroid), top, x(measured.centroid), bottom, stroke: Palette.warm, dash: "4 3")
        }
        if measured.violetHalf.isFinite, measured.redHalf.isFinite {
            let level = y(1 + measured.height / 2)
            drawing.line(x(measured.violetHalf), level, x(measured.redHalf), level, stroke: Palette.warm, width: 2)
        }
        for (peak, top) in [(measured.violetPeak, measured.violetHeight), (measured.redPeak, measured.redHeight)]
        where peak.isFinite {
            drawing.circle(x: x(peak), y: y(1 + top), radius: 3.5, fill: "none", stroke: Palette.warm)
        }
        drawing.line(left, bottom, right, bottom, stroke: Palette.soft)
        for tick in x.ticks(4) {
            drawing.line(x(tick), bottom, x(tick), bottom + 4, stroke: Palette.soft)
            drawing.text(tick.brief, x: x(tick), y: bottom + 17, size: 10, anchor: .middle, fill: Palette.soft)
        }
        for tick in y.ticks(4) {
            drawing.text(tick.short, x: left - 4, y: y(tick) + 3, size: 10, anchor: .end, fill: Palette.soft)
        }
        return drawing.plot(
            name: name, title: title,
            description:
                "Equivalent width \(measured.equivalentWidth.brief) Å, \(Int(measured.peaks.isNaN ? 0 : measured.peaks)) peaks."
        )
    }
}
