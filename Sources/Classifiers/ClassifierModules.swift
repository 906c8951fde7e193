// SPDX-License-Identifier: Apache-2.0

/// The classifiers there are.
public enum ClassifierModules {
    /// One line per module.
    public static let all: [any ClassifierModule] = [
        ForestModule()
    ]

    /// - Throws: ``ClassifierError/unknownModule(name:known:)``.
    public static func named(_ name: String) throws(ClassifierError) -> any ClassifierModule {
        guard let module = all.first(where: { $0.name == name }) else {
            throw .unknownModule(name: name, known: all.map(\.name))
        }
        return module
    }
}
