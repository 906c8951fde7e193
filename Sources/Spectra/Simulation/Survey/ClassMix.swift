// SPDX-License-Identifier: Apache-2.0

import Execution
import Parameters

/// How often each class and layout occurs.
struct ClassMix: Sendable {
    private let models: [any SourceModel.Type]
    private let layouts: [any SurveyLayout.Type]
    /// Sums of the weights up to and with each model; the last is 1.
    private let cumulated: [Double]

    /// - Throws: ``ParameterError`` for unknown names, weights that are no numbers, and mixes that no layout can hold.
    init(mix: [String], layouts names: [String]) throws {
        let known = SurveyLayouts.all.map { $0.name }
        layouts = try names.map { name in
            guard let layout = SurveyLayouts.all.first(where: { $0.name == name }) else {
                throw ParameterError.outOfRange(
                    name: "layouts", text: name, allowed: "some of " + known.joined(separator: ", "))
            }
            return layout
        }
        let allowed =
            "class=weight with weights of 0 or more, classes of " + SourceModels.labels.joined(separator: ", ")
        let takesGalaxies = layouts.contains { $0.takesGalaxies }
        var chosen: [(any SourceModel.Type, Double)] = []
        for entry in mix {
            let halves = entry.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, let weight = Double(halves[1]), weight >= 0, weight.isFinite,
                let model = SourceModels.all.first(where: { $0.label == halves[0] })
            else { throw ParameterError.outOfRange(name: "mix", text: entry, allowed: allowed) }
            if model.isStar || takesGalaxies { chosen.append((model, weight)) }
        }
        let sum = chosen.reduce(0) { $0 + $1.1 }
        guard sum > 0, sum.isFinite, !layouts.isEmpty else {
            throw ParameterError.outOfRange(
                name: layouts.isEmpty ? "layouts" : "mix", text: (layouts.isEmpty ? names : mix).joined(separator: ","),
                allowed: layouts.isEmpty ? "at least one layout" : "at least one class that the layouts hold")
        }
        models = chosen.map(\.0)
        var total = 0.0
        cumulated = chosen.map { _, weight in
            total += weight / sum
            return total
        }
    }

    func drawModel(from generator: inout SeededGenerator) -> any SourceModel.Type {
        let place = generator.uniform()
        let index = cumulated.firstIndex { place < $0 } ?? models.count - 1
        return models[index]
    }

    /// Whether any layout holds such objects.
    func holds(_ model: any SourceModel.Type) -> Bool { model.isStar || layouts.contains { $0.takesGalaxies } }

    /// One of the layouts that hold such objects.
    func drawLayout(for model: any SourceModel.Type, from generator: inout SeededGenerator) -> any SurveyLayout.Type {
        let able = layouts.filter { model.isStar || $0.takesGalaxies }
        return able[generator.index(below: able.count)]
    }
}
