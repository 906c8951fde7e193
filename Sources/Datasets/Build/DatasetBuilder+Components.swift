// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Spectra

extension DatasetBuilder {
    /// Spectra that components are learnt from at most: more would hardly change them, and memory is bounded so.
    private static let sampleLimit = 4000

    /// The runner with the components of its recipe learnt from the source, where it leaves them open; reads the source
    /// once for each such step.
    func learning(
        _ runner: RecipeRunner, from source: SpectrumSource, context: ExecutionContext
    ) throws -> RecipeRunner {
        var recipe = runner.recipe
        for (index, step) in recipe.steps.enumerated() {
            guard var step = step as? ComponentsStep, step.basis == nil else { continue }
            let before = Recipe(steps: Array(recipe.steps[..<index]), unit: recipe.unit)
            let sample = try self.sample(
                of: source, prepared: RecipeRunner(recipe: before, grid: runner.grid), context: context)
            var settings = PrincipalComponents()
            settings.maximumRounds = 30
            settings.components = min(step.components, sample.count, runner.grid.values.count)
            step.basis = try SpectrumBasis(sample.components(settings, context: context))
            recipe.steps[index] = step
        }
        return try RecipeRunner(recipe: recipe, grid: runner.grid)
    }

    /// Standardised spectra, evenly chosen, in the order of the source.
    private func sample(
        of source: SpectrumSource, prepared runner: RecipeRunner, context: ExecutionContext
    ) throws -> ComponentSample {
        let expected = source.spectrumCount ?? source.partCount * 256
        let stride = max(1, (expected + Self.sampleLimit - 1) / Self.sampleLimit)
        let done = CompletedCount()
        let parts = try context.mapParts(source.partCount) { part in
            var sample = ComponentSample(), rejected: [RejectedSpectrum] = [], place = part % stride
            try source.visitPart(part) { entry in
                try context.cancellation.check()
                guard case .spectrum(let id, let spectrum) = entry else { return }
                place += 1
                guard place % stride == 0 else { return }
                do {
                    sample.add(try runner.working(spectrum))
                } catch let rejection as Rejection {
                    rejected.append(RejectedSpectrum(id: id, source: "", reason: "\(rejection)"))
                }
            }
            context.progress.report(
                ProgressUpdate(
                    stage: "reading for components", completed: done.add(1), total: source.partCount, unit: "parts"))
            return (sample, rejected)
        }
        var tally = RejectionTally(), all = ComponentSample()
        for (sample, rejected) in parts {
            tally.add(rejected)
            all.values += sample.values
            all.weights += sample.weights
            all.count += sample.count
        }
        guard all.count > 1 else { throw tally.emptyError }
        return all
    }
}

/// Spectra that components are learnt from: mean 0 and variance 1 over the pixels with data, 0 with weight 0 elsewhere.
private struct ComponentSample: Sendable {
    var values: [Float] = []
    var weights: [Float] = []
    var count = 0

    /// A spectrum without variance is passed over.
    mutating func add(_ spectrum: WorkingSpectrum) {
        let known = spectrum.flux.indices.filter { !spectrum.mask[$0] && spectrum.flux[$0].isFinite }
        guard !known.isEmpty else { return }
        let mean = known.reduce(0) { $0 + Double(spectrum.flux[$1]) } / Double(known.count)
        let squares = known.reduce(0) { sum, index in
            sum + (Double(spectrum.flux[index]) - mean) * (Double(spectrum.flux[index]) - mean)
        }
        let deviation = (squares / Double(known.count)).squareRoot()
        guard deviation > 0, deviation.isFinite else { return }
        var row = [Float](repeating: 0, count: spectrum.count), weight = row
        for index in known {
            row[index] = Float((Double(spectrum.flux[index]) - mean) / deviation)
            weight[index] = 1
        }
        values += row
        weights += weight
        count += 1
    }

    func components(_ settings: PrincipalComponents, context: ExecutionContext) throws -> FittedComponents {
        let columns = values.count / count
        let matrix = try FeatureMatrix(rows: count, columns: columns, values: values)
        guard weights.contains(0) else { return try settings.fit(matrix, seed: 1, context: context) }
        return try settings.fit(
            matrix, weights: FeatureMatrix(rows: count, columns: columns, values: weights), seed: 1, context: context)
    }
}
