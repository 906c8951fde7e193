// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Spectra
import VOTable

extension Report {
    /// What can be said of any classifier's predictions; scores and importance are added by the module.
    init(
        module: any ClassifierModule, dataset: Dataset, classNames: [String], probabilities: ClassProbabilities,
        origins: [CandidateTable.Origin], parameters: Data
    ) {
        self.init(module: module, dataset: dataset, parameters: parameters)
        self.classNames = classNames
        labelled = origins.count { $0 == .crossValidation }
        let numbers = Dictionary(uniqueKeysWithValues: classNames.enumerated().map { ($1, $0) })
        let labels = dataset.rows.map { $0.label.flatMap { numbers[$0] } }
        let predicted = probabilities.mostProbable
        counts = classNames.indices.map { number in
            ClassCount(
                labelled: labels.count { $0 == number },
                predicted: dataset.rows.indices.count { origins[$0] == .model && predicted[$0] == number })
        }
        let sampler = SpectrumSampler(dataset)
        meanSpectra = sampler.means(of: labels.enumerated().map { $1 ?? predicted[$0] }, classCount: classNames.count)
        examples = ExampleChoice(dataset: dataset, labels: labels, probabilities: probabilities).examples(sampler)
    }

    /// What can be said of any run; the module adds its highlights and sections.
    init(module: any ClassifierModule, dataset: Dataset, parameters: Data) {
        let words = module.summary.prefix { $0 != ":" }
        title = words.prefix(1).uppercased() + words.dropFirst() + ": " + dataset.name
        self.module = module.name
        version = ProgramVersion.current
        self.dataset = dataset.name
        classNames = []
        spectra = dataset.rows.count
        labelled = 0
        objects = Set(dataset.objectNumbers).count
        counts = []
        meanSpectra = MeanSpectra(
            wavelengths: [], unit: dataset.grid.unit, medium: dataset.grid.medium.rawValue, classes: [])
        examples = []
        evaluation = nil
        importance = nil
        rejection = nil
        inputs = nil
        highlights = []
        sections = []
        facts = []
        warnings = []
        self.parameters = String(decoding: parameters, as: UTF8.self)
        recipe = dataset.recipe.map { String(decoding: $0.json, as: UTF8.self) }
        grid = dataset.grid.summary
    }

    /// Facts for the heads of result tables.
    var infos: [VOTableDocument.Info] {
        [
            .init(name: "creator", value: "secchi \(version)"), .init(name: "classifier", value: module),
            .init(name: "dataset", value: dataset), .init(name: "parameters", value: parameters),
        ]
            + (evaluation.map { evaluation in
                [.init(name: "accuracy", value: "\(evaluation.scores.accuracy.value)")]
            } ?? [])
    }
}
