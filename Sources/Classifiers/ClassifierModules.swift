// SPDX-License-Identifier: Apache-2.0

/// The methods there are.
public enum ClassifierModules {
    /// One line per module.
    public static let all: [any ClassifierModule] = [
        ForestModule(),
        BoostedModule(),
        KernelModule(),
        EnsembleModule(),
        LogisticModule(),
        CentroidModule(),
        TemplateModule(),
        PropagateModule(),
        LOFModule(),
        IsolationForestModule(),
        MapModule(),
        ComponentsModule(),
        EmbeddingModule(),
        KMeansModule(),
        DensityModule(),
        LinesModule(),
    ]

    /// Those that one subcommand offers, the usual choice first.
    public static func all(for purpose: ModulePurpose) -> [any ClassifierModule] {
        all.filter { $0.purpose == purpose }
    }

    /// - Throws: ``ClassifierError/unknownModule(name:known:)``.
    public static func named(_ name: String) throws(ClassifierError) -> any ClassifierModule {
        guard let module = all.first(where: { $0.name == name }) else {
            throw .unknownModule(name: name, known: all.map(\.name))
        }
        return module
    }

    /// The module of that name with that purpose; without a name the usual choice.
    ///
    /// - Throws: ``ClassifierError/unknownModule(name:known:)``.
    public static func named(
        _ name: String?, for purpose: ModulePurpose
    ) throws(ClassifierError) -> any ClassifierModule {
        let offered = all(for: purpose)
        guard let module = offered.first(where: { name == nil || $0.name == name }) else {
            throw .unknownModule(name: name ?? purpose.rawValue, known: offered.map(\.name))
        }
        return module
    }
}
