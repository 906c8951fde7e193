// SPDX-License-Identifier: Apache-2.0

/// One spectrum, small, over the mean of the class it is taken for.
enum SpectrumPlot {
    static func plot(_ example: Report.Example, means: Report.MeanSpectra, name: String, classNames: [String]) -> Plot {
        SmallSpectrumPlot(
            name: name, title: "Spectrum \(example.id)", wavelengths: means.wavelengths, unit: means.unit,
            flux: example.flux, reference: means.classes.first { $0.number == example.predicted }?.flux ?? [],
            colour: Palette.ofClass(example.predicted)
        ).plot(
            description:
                "Taken for \(classNames[example.predicted]) with probability \(Double(example.probability).score)"
                + (example.label.map { ", known as \(classNames[$0])." } ?? "."))
    }
}
