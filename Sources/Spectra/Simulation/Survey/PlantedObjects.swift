// SPDX-License-Identifier: Apache-2.0

import Execution
import Parameters

/// Objects of rare classes that are hidden among those of the mix: how many of each are known, not only how often.
///
/// They lie evenly over the survey, in an order drawn from the seed.
struct PlantedObjects: Sendable {
    /// By the object's number.
    private var types: [Int: any SourceModel.Type] = [:]

    /// - Throws: `ParameterError` for unknown classes, numbers that are none, classes that no layout holds, and more
    ///   objects than the survey has.
    init(_ parameters: SimulationParameters, mix: ClassMix) throws {
        guard !parameters.planted.isEmpty else { return }
        var left: [any SourceModel.Type] = []
        for entry in parameters.planted {
            let halves = entry.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, let number = Int(halves[1]), (0...parameters.spectra).contains(number),
                let model = SourceModels.all.first(where: { $0.label == halves[0] }), mix.holds(model)
            else {
                throw ParameterError.outOfRange(
                    name: "planted", text: entry,
                    allowed: "class=number, no more than there are spectra, classes that the layouts hold of "
                        + SourceModels.labels.joined(separator: ", "))
            }
            left += (0..<number).map { _ in model }
        }
        var objects = 0, spectra = 0
        while spectra < parameters.spectra {
            spectra += SimulatedObject.exposures(ofObject: objects, parameters: parameters)
            objects += 1
        }
        guard left.count <= objects else {
            throw ParameterError.outOfRange(
                name: "planted", text: parameters.planted.joined(separator: ","), allowed: "at most \(objects) objects")
        }
        var generator = SeededGenerator(seed: UInt64(parameters.seed) ^ 0x914_A7ED)
        let count = left.count
        for place in 0..<count {
            let (low, high) = (place * objects / count, (place + 1) * objects / count)
            types[low + generator.index(below: high - low)] = left.remove(at: generator.index(below: left.count))
        }
    }

    /// The class of an object, if it is a planted one.
    subscript(object: Int) -> (any SourceModel.Type)? { types[object] }
}
