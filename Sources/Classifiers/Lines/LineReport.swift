// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Spectra
import VOTable

/// What the report says of measured lines: how many were found, how strong they are, and examples with what was measured.
struct LineReport {
    /// What a table must have for the report.
    static let needs: [LineFeature] = [
        .equivalentWidth, .equivalentWidthError, .lineSNR, .height, .fwhm, .velocity, .peaks, .vr, .separation,
    ]

    let dataset: Dataset
    let table: LineTable
    let settings: LineSettings
    let seed: UInt64
    let atRedshift: Bool

    /// The line that most spectra show; the first of equals.
    private var main: Int {
        let detected = table.list.lines.indices.map(detectedCount)
        return detected.indices.max { (detected[$0], $1) < (detected[$1], $0) } ?? 0
    }

    private func detectedCount(_ line: Int) -> Int {
        (0..<table.rowCount).count { table.flags($0, line).isDisjoint(with: .unmeasured.union(.notDetected)) }
    }

    private func measuredCount(_ line: Int) -> Int {
        (0..<table.rowCount).count { table.flags($0, line).isDisjoint(with: .unmeasured) }
    }

    private func median(_ values: [Double]) -> Double {
        let known = values.filter { !$0.isNaN }.sorted()
        return known.isEmpty ? .nan : known[known.count / 2]
    }

    var highlights: [Report.Highlight] {
        let line = table.list.lines[main]
        let widths = table.column(.equivalentWidth, of: main)
        let double = table.column(.peaks, of: main).count { $0 >= 2 }
        return [
            .init(
                "\(table.list.lines.count)", table.list.lines.count == 1 ? "line" : "lines",
                note: "measured in \(table.rowCount) spectra"),
            .init(
                "\(detectedCount(main))", "spectra that show \(line.label)", note: "of \(measuredCount(main)) measured"),
            .init(
                "\(median(widths).brief) Å", "median equivalent width of \(line.label)", note: "positive for absorption"
            ),
            .init("\(double)", "with two peaks or more", note: "in \(line.label)"),
        ]
    }

    var warnings: [String] {
        table.list.lines.indices.filter { measuredCount($0) == 0 && table.rowCount > 0 }.map { line in
            let words = Set((0..<table.rowCount).flatMap { table.flags($0, line).words.split(separator: " ") })
                .subtracting(["scatterErrors", "bridged"]).sorted().joined(separator: ", ")
            return "\(table.list.lines[line].label) could be measured in no spectrum (\(words))."
        }
    }

    var sections: [Report.Section] {
        let line = table.list.lines[main], label = line.label
        var figures: [Report.Figure] = []
        let widths = table.column(.equivalentWidth, of: main)
        figures.append(
            .init(
                HistogramPlot(
                    name: "equivalent-width", title: "Equivalent width of \(label)",
                    label: "equivalent width of \(label) (Å), negative in emission", values: widths,
                    marks: [(0, "no line")], logarithmic: true
                ).plot(description: "Median \(median(widths).brief) Å in \(measuredCount(main)) spectra."),
                caption: "Integrated over the window of ±\(line.halfWidth.brief) Å."))
        if let double = separationPlot(label) { figures.append(double) }
        return [
            .init(
                "How strong the line is",
                text: "\(label) is the line that most of the spectra show. Its equivalent width says how much it takes "
                    + "from the continuum (positive) or adds to it (negative).", figures: figures),
            .init(
                "Examples of \(label)",
                text: "Flux over the fitted continuum. Grey: where the continuum was fitted; bar: full width at half "
                    + "maximum; dashed: centroid; circles: peaks.", cards: cards),
            .init("All lines", text: "Medians are over spectra that show the line.", table: overview),
        ]
    }

    private func separationPlot(_ label: String) -> Report.Figure? {
        let ratios = table.column(.vr, of: main), separations = table.column(.separation, of: main)
        let shown = ratios.indices.filter { ratios[$0] > 0 && separations[$0].isFinite }
        guard !shown.isEmpty else { return nil }
        let groups = Dictionary(grouping: shown) { dataset.rows[$0].label ?? "" }
        let series = groups.keys.sorted().enumerated().map { number, name in
            ScatterPlot.Series(
                name: name, points: (groups[name] ?? []).map { (x: separations[$0], y: log10(ratios[$0])) },
                colour: Palette.ofClass(number))
        }
        return .init(
            ScatterPlot(
                name: "violet-red", title: "V/R against peak separation of \(label)",
                xLabel: "separation of the peaks (km/s)", yLabel: "log10 V/R", series: series
            ).plot(description: "\(shown.count) spectra with two peaks."),
            caption: "\(shown.count) spectra with two significant peaks; above 0 the violet one is the higher.")
    }

    private var overview: Report.Table {
        Report.Table(
            columns: [
                "line", "λ in vacuum (Å)", "measured", "seen", "EW (Å)", "its error", "FWHM (Å)", "velocity (km/s)",
            ],
            rows: table.list.lines.enumerated().map { number, line in
                let seen = Set(
                    (0..<table.rowCount).filter {
                        table.flags($0, number).isDisjoint(with: .unmeasured.union(.notDetected))
                    })
                func middle(_ feature: LineFeature) -> String {
                    median(
                        table.column(feature, of: number).enumerated().filter { seen.contains($0.offset) }.map(
                            \.element)
                    )
                    .short
                }
                return [
                    line.label, line.wavelength.brief, "\(measuredCount(number))", "\(seen.count)",
                    middle(.equivalentWidth), middle(.equivalentWidthError), middle(.fwhm), middle(.velocity),
                ]
            })
    }

    /// The same as a table for programs.
    var summary: ResultTable {
        let fields =
            [
                SpectrumColumns.text("line", "meta.id;spect.line", "Name of the line"),
                SpectrumColumns.number("wavelength", "em.wl.central;spect.line", "In vacuum", unit: "Angstrom"),
                SpectrumColumns.count("measured", "meta.number", "Spectra in which it could be measured"),
                SpectrumColumns.count("detected", "meta.number", "Spectra that show it"),
            ]
            + Self.needs.map {
                SpectrumColumns.number($0.rawValue, $0.ucd + ";stat.median", "Median: \($0.meaning)", unit: $0.unit)
            }
        var result = ResultTable(
            name: "line_summary", description: "What was measured of each line, over all spectra", fields: fields)
        result.rows = table.list.lines.enumerated().map { number, line in
            [
                .text(line.name), .real(line.wavelength), .integer(Int64(measuredCount(number))),
                .integer(Int64(detectedCount(number))),
            ] + Self.needs.map { SpectrumColumns.value(median(table.column($0, of: number))) }
        }
        return result
    }

    // MARK: - Examples

    /// Strongest emission and absorption, the clearest with two peaks, then some at random, each spectrum once.
    private var cards: [Report.Card] {
        let heights = table.column(.height, of: main), clarity = table.column(.lineSNR, of: main)
        let peaks = table.column(.peaks, of: main)
        let shown = heights.indices.filter { heights[$0].isFinite }
        func best(_ rows: [Int], _ value: (Int) -> Double) -> [Int] {
            rows.sorted { (value($1), $0) < (value($0), $1) }
        }
        var generator = SeededGenerator(seed: seed)
        let order = generator.permutation(of: shown.count).map { shown[$0] }
        var chosen: [Int] = []
        func add(_ rows: [Int], _ count: Int) {
            chosen += rows.filter { !chosen.contains($0) }.prefix(count)
        }
        add(best(shown) { heights[$0] }.filter { heights[$0] > 0 }, 2)
        add(best(shown.filter { peaks[$0] >= 2 }) { clarity[$0] }, 3)
        add(best(shown) { -heights[$0] }.filter { heights[$0] < 0 }, 2)
        add(order, 9 - chosen.count)
        return chosen.compactMap(card)
    }

    private func card(_ row: Int) -> Report.Card? {
        let pixels = row * dataset.pixelCount..<(row + 1) * dataset.pixelCount
        var spectrum = Spectrum(
            axis: dataset.grid.axis, flux: Array(dataset.flux[pixels]), dialect: "dataset",
            source: .init(file: dataset.rows[row].source))
        spectrum.mask = dataset.mask.map { Array($0[pixels]) }
        spectrum.error = dataset.inverseVariance.map { $0[pixels].map { $0 > 0 ? 1 / $0.squareRoot() : 0 } }
        let redshift = atRedshift ? dataset.rows[row].redshift ?? 0 : 0
        let line = table.list.lines[main]
        guard
            let measured = try? LineMeasurement.measure(
                spectrum, LineList(lines: [line]), redshift: redshift, settings: settings
            ).first
        else { return nil }
        let plot = LineProfilePlot(spectrum: spectrum, line: line, redshift: redshift, measured: measured)
            .plot(name: "line-\(row)", title: "\(line.label) in \(dataset.rows[row].id)")
        var words = [dataset.rows[row].object ?? dataset.rows[row].id]
        words.append(
            "EW \(measured.equivalentWidth.short) ± \(measured.equivalentWidthError.short) Å, "
                + "FWHM \(measured.fwhm.short) ± \(measured.fwhmError.short) Å")
        words.append("velocity \(measured.velocity.short) ± \(measured.velocityError.short) km/s")
        if measured.vr.isFinite {
            words.append(
                "V/R \(measured.vr.short) ± \(measured.vrError.short), peaks \(measured.separation.short) ± "
                    + "\(measured.separationError.short) km/s apart")
        }
        return Report.Card(plot, lines: words)
    }
}

extension LineFlags {
    /// Those that leave no numbers at all.
    static let unmeasured: LineFlags = [.notCovered, .noContinuum, .weakContinuum]
}
