// SPDX-License-Identifier: Apache-2.0

import Datasets
import Learning

/// The report of principal components.
struct ComponentDrawings {
    let dataset: Dataset
    let fitted: FittedComponents
    let scores: FeatureMatrix
    /// Reconstruction error of each spectrum.
    let errors: [Double]
    let wavelengths: [Double]

    var highlights: [Report.Highlight] {
        let ratios = fitted.explainedRatios
        let sorted = errors.sorted()
        return [
            .init(ratios.reduce(0, +).brief, "explained variance", note: "by \(ratios.count) components together"),
            .init((ratios.first ?? 0).brief, "by the first"),
            .init(sorted[sorted.count / 2].brief, "median error", note: "root mean square per pixel bin"),
        ]
    }

    var sections: [Report.Section] {
        [
            Report.Section(
                "The components",
                text: "A spectrum is the mean plus each component times its score. The sign of a component is a "
                    + "convention: its greatest value is positive.",
                figures: [components, explained].map { Report.Figure($0) }),
            Report.Section(
                "The spectra", text: "Scores on the first two components, and what all components leave unexplained.",
                figures: (fitted.variances.count > 1 ? [plane] : []).map { Report.Figure($0) } + [
                    Report.Figure(histogram)
                ]),
        ]
    }

    private var components: Plot {
        let columns = fitted.mean.count
        var plot = CurvePlot(
            name: "components", title: "Components", xLabel: "wavelength (\(dataset.grid.unit))", yLabel: "loading",
            curves: (0..<min(5, fitted.variances.count)).map { number in
                CurvePlot.Curve(
                    name: "\(number + 1)",
                    points: wavelengths.indices.map {
                        (wavelengths[$0], Double(fitted.components.values[number * columns + $0]))
                    }, colour: Palette.ofClass(number))
            })
        plot.wavelengthUnit = dataset.grid.unit
        return plot.plot(description: "The first components against wavelength")
    }

    private var explained: Plot {
        var sum = 0.0
        let points = fitted.explainedRatios.enumerated().map { number, ratio -> (x: Double, y: Double) in
            sum += ratio
            return (Double(number + 1), sum)
        }
        var plot = CurvePlot(
            name: "explained", title: "Explained variance", xLabel: "components", yLabel: "share explained together",
            curves: [.init(name: "", points: points, colour: Palette.accent, marked: true)])
        plot.yRange = 0...1
        return plot.plot(description: "The share of the variance that the components explain together")
    }

    private var plane: Plot {
        let series = ScatterPlot.Series.byLabel(of: dataset) { row in
            let values = scores[row]
            return (Double(values[values.startIndex]), Double(values[values.startIndex + 1]))
        }
        return ScatterPlot(
            name: "scores", title: "Scores", xLabel: "component 1", yLabel: "component 2", series: series
        ).plot(description: "Scores of the spectra on the first two components, coloured by label")
    }

    private var histogram: Plot {
        HistogramPlot(
            name: "errors", title: "Reconstruction error", label: "root mean square per pixel bin", values: errors,
            logarithmic: true
        ).plot(description: "How many spectra have which reconstruction error")
    }
}
