// SPDX-License-Identifier: Apache-2.0

import Classifiers

/// The modules that a job document can name.
public enum JobModules {
    /// Every classifier trains under its own name; beside them stand the steps before and after.
    public static let all: [any JobModule] =
        [BuildModule(), ClassifyModule(), CompareModule()]
        + ClassifierModules.all.map { TrainingModule(classifier: $0) }

    /// - Throws: ``JobError/unknownModule(name:known:)``.
    public static func named(_ name: String) throws(JobError) -> any JobModule {
        guard let module = all.first(where: { $0.name == name }) else {
            throw .unknownModule(name: name, known: all.map(\.name))
        }
        return module
    }
}
