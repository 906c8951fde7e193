// SPDX-License-Identifier: Apache-2.0

import Datasets

extension OutlierFindings {
    private static let shownSpectra = 24
    private static let drawnPoints = 400

    var highlights: [Report.Highlight] {
        let odd = scores.count { $0 >= unusual }
        var highlights = [
            Report.Highlight(
                "\(odd)", "unusual spectra", note: "\(scoreName) of at least \(unusual.brief), of \(scores.count)")
        ]
        if let first = order.first {
            highlights.append(.init(scores[first].brief, "highest score", note: dataset.rows[first].id))
        }
        let artefacts = patterns.patterns.filter(\.isArtefact).count
        highlights.append(
            .init("\(patterns.patterns.count)", "common patterns", note: "\(artefacts) look like artefacts"))
        return highlights
    }

    var sections: [Report.Section] {
        var sections = [scoreSection, oddestSection]
        if !patterns.patterns.isEmpty { sections.append(patternSection) }
        return sections
    }

    private var scoreSection: Report.Section {
        let plot = HistogramPlot(
            name: "scores", title: "Scores", label: scoreName, values: scores, marks: [(unusual, "unusual")],
            logarithmic: true
        ).plot(description: "How many spectra have which \(scoreName)")
        return Report.Section(
            "How odd the spectra are",
            text: "Most spectra of a survey score alike; the odd ones are the long tail on the right.",
            figures: [.init(plot)])
    }

    private var oddestSection: Report.Section {
        let numbers = patterns.numbers
        let cards = residuals.rows.prefix(Self.shownSpectra).enumerated().map { place, row in
            let found = bands.bands(residuals.shares(of: place))
            var lines = ["\(place + 1). \(dataset.rows[row].id)", "\(scoreName) \(scores[row].brief)"]
            if let label = dataset.rows[row].label { lines.append("known as \(label)") }
            if !found.isEmpty { lines.append("odd at " + found.map(\.text).joined(separator: ", ")) }
            if let number = numbers[row] {
                let pattern = patterns.patterns[number]
                lines.append(
                    "pattern \(number + 1)" + (pattern.isArtefact ? ", artefact? \(pattern.shared ?? "")" : ""))
            }
            return card(place, name: "odd-\(place + 1)", shaded: found, lines: lines)
        }
        return Report.Section(
            "The oddest spectra",
            text: "In grey the mean of the nearest neighbours; shaded, the bands that hold most of the difference.",
            cards: Array(cards))
    }

    private var patternSection: Report.Section {
        Report.Section(
            "Odd in the same way",
            text: """
                These differ from their neighbours in the same way. A rare kind of object does so, and so does a fault: look \
                twice where night, plate or fibre is shared.
                """,
            table: .init(
                columns: ["pattern", "spectra", "shared", "by", "warning", "first of them"],
                rows: patterns.patterns.enumerated().map { number, pattern in
                    [
                        "\(number + 1)", "\(pattern.rows.count)", pattern.shared ?? "–", "\(pattern.sharing)",
                        pattern.isArtefact ? "artefact?" : "",
                        pattern.rows.prefix(3).map { dataset.rows[$0].id }.joined(separator: ", "),
                    ]
                }))
    }

    private func card(
        _ place: Int, name: String, shaded: [OutlierBands.Band], lines: [String]
    ) -> Report.Card {
        let reference = residuals.references[place]
        let flux = zip(reference, residuals.values[place]).map { $0 + $1 }
        let plot = SmallSpectrumPlot(
            name: name, title: lines[0], wavelengths: thinned(bands.wavelengths), unit: dataset.grid.unit,
            flux: thinned(flux.map(Double.init)).map(Float.init),
            reference: thinned(reference.map(Double.init)).map(Float.init), shaded: shaded.map { $0.low...$0.high }
        ).plot(description: "Spectrum \(lines[0]) over the mean of its neighbours")
        return Report.Card(plot, lines: lines)
    }

    /// Means of blocks, at most some hundred points.
    private func thinned(_ values: [Double]) -> [Double] {
        let count = min(values.count, Self.drawnPoints)
        return (0..<count).map { block in
            let range = block * values.count / count..<(block + 1) * values.count / count
            return values[range].reduce(0, +) / Double(range.count)
        }
    }
}
