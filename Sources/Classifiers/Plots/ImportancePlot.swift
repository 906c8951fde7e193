// SPDX-License-Identifier: Apache-2.0

/// Mean spectra of the classes above, and below what the classifier used, on one wavelength axis.
enum ImportancePlot {
    static func plot(_ means: Report.MeanSpectra, importance: Report.Importance?, classNames: [String]) -> Plot {
        let left = 62.0, right = 860.0, top = 34.0, height = 300.0, lower = 120.0
        let shown = means.classes.prefix(12)
        let upperBottom = top + height
        let bottom = importance == nil ? upperBottom : upperBottom + 26 + lower
        var drawing = Drawing(width: right + 130, height: bottom + 46)
        let wavelengths = means.wavelengths
        let x = Scale(wavelengths.first ?? 0, wavelengths.last ?? 1, from: left, to: right)
        var labelEnd = -Double.infinity
        for line in SpectralLines.inside(x.data, unit: means.unit) {
            let place = x(line.wavelength), half = 3.2 * Double(line.name.count)
            drawing.line(place, top - 4, place, bottom, stroke: Palette.grid, dash: "3 3")
            guard place - half > labelEnd + 4 else { continue }
            drawing.text(line.name, x: place, y: top - 9, size: 10, anchor: .middle, fill: Palette.soft)
            labelEnd = place + half
        }
        let lane = height / Double(max(shown.count, 1))
        let spread =
            shown.map { one -> Double in
                let known = one.flux.filter(\.isFinite).map(Double.init).sorted()
                guard let least = known.first, let most = known.last else { return 1 }
                // A strong narrow line may reach into its neighbour's lane; the continuum should not.
                let continuum = known[known.count * 99 / 100] - known[known.count / 100]
                return max(continuum, (most - least) * 0.65)
            }.max() ?? 1
        for (place, one) in shown.enumerated() {
            let known = one.flux.filter(\.isFinite).map(Double.init).sorted()
            let middle = known.isEmpty ? 0 : (known[0] + known[known.count - 1]) / 2
            let centre = top + lane * (Double(place) + 0.5)
            let scale = lane * 1.05 / max(spread, 1e-9)
            let points = zip(wavelengths, one.flux).map { wavelength, flux in
                (x: x(wavelength), y: centre - (Double(flux) - middle) * scale)
            }
            let colour = Palette.ofClass(one.number)
            drawing.curve(points, stroke: colour, width: 1.5)
            drawing.text(
                classNames[one.number], x: right + 10, y: (points.last { $0.y.isFinite }?.y ?? centre) + 4,
                fill: colour,
                bold: true)
        }
        drawing.text("mean spectrum, offset", x: left - 42, y: top + height / 2, anchor: .middle, rotated: true)
        if let importance { add(importance, to: &drawing, x: x, top: upperBottom + 26, bottom: bottom) }
        drawing.line(left, upperBottom, right, upperBottom, stroke: Palette.grid)
        let medium = means.medium == "unknown" ? "" : " in \(means.medium)"
        drawing.bottomAxis(x, y: bottom, label: "wavelength\(medium) [\(means.unit == "Angstrom" ? "Å" : means.unit)]")
        return drawing.plot(
            name: "importance", title: "Mean spectra and what the classifier looks at",
            description: importance.flatMap {
                $0.values.isEmpty
                    ? nil
                    : "Most used: " + $0.peaks(3).map { "\($0.brief) \(means.unit)" }.joined(separator: ", ") + "."
            } ?? "Mean spectrum of each class.")
    }

    private static func add(
        _ importance: Report.Importance, to drawing: inout Drawing, x: Scale, top: Double, bottom: Double
    ) {
        let most = importance.values.max() ?? 1
        let y = Scale(0, most > 0 ? most : 1, from: bottom, to: top)
        let points = zip(importance.wavelengths, importance.values).map { (x: x($0), y: y($1)) }
        let greatestLoss = max(importance.bands.map(\.loss).max() ?? 0, 1e-9)
        for band in importance.bands where band.loss > 0 {
            let height = (bottom - top) * band.loss / greatestLoss
            drawing.rectangle(
                x: x(band.low), y: bottom - height, width: max(x(band.high) - x(band.low) - 1, 1), height: height,
                fill: Palette.warm, opacity: 0.22)
        }
        if !points.isEmpty {
            drawing.area(points, to: bottom, fill: Palette.accent, opacity: 0.16)
            drawing.curve(points, stroke: Palette.accent, width: 1.5)
            drawing.text("impurity,", x: x.end + 10, y: top + 12, size: 11, fill: Palette.accent)
            drawing.text("per pixel", x: x.end + 10, y: top + 26, size: 11, fill: Palette.accent)
        }
        drawing.text("importance", x: x.start - 42, y: (top + bottom) / 2, anchor: .middle, rotated: true)
        if greatestLoss > 1e-6 {
            drawing.text("accuracy lost", x: x.end + 10, y: top + 48, size: 11, fill: Palette.warm)
            drawing.text("if shuffled,", x: x.end + 10, y: top + 62, size: 11, fill: Palette.warm)
            drawing.text("at most \(greatestLoss.score)", x: x.end + 10, y: top + 76, size: 11, fill: Palette.warm)
        }
    }
}
