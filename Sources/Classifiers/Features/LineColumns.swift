// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Spectra

/// Measures of spectral lines as features: numbers that astronomers tell classes apart by.
///
/// Nothing is learnt here, so nothing leaks between folds. What cannot be measured is 0, which is what a spectrum without
/// the line has; V/R is taken as its logarithm, so that 0 is symmetry.
struct LineColumns: Sendable {
    /// In the order of the columns of each line.
    static let features: [LineFeature] = [
        .equivalentWidth, .height, .fwhm, .velocity, .asymmetry, .peaks, .vr, .separation, .lineSNR,
    ]

    /// The lines, in the order of the columns.
    let list: LineList
    /// The pixels of the line that each column is about.
    let pixels: [Range<Int>]

    /// - Throws: `SpectrumError` for an unknown line, or a grid whose unit or medium does not say where lines lie;
    ///   ``ClassifierError/lineOutside(line:grid:)``.
    init(_ names: [String], on grid: SpectralGrid) throws {
        list = try LineList.builtIn.selecting(names)
        guard !list.lines.isEmpty else {
            pixels = []
            return
        }
        let axis = try LineAxis(grid.axis, settings: LineSettings())
        pixels = try list.lines.flatMap { line in
            guard let window = axis.window(of: line) else {
                throw ClassifierError.lineOutside(line: line.name, grid: grid.summary)
            }
            return [Range<Int>](repeating: window, count: Self.features.count)
        }
    }

    /// n × columns, row-major.
    func values(of dataset: Dataset, context: ExecutionContext) throws -> [Float] {
        guard !list.lines.isEmpty else { return [] }
        let ratio = Self.features.firstIndex(of: .vr)
        var values = try dataset.measure(list, features: Self.features, context: context).values
        for place in values.indices {
            let value = values[place]
            let known = place % Self.features.count == ratio ? log(value) : value
            values[place] = known.isFinite ? known : 0
        }
        return values
    }
}
