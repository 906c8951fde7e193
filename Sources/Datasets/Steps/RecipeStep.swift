// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// One preparation step: its parameters, and what it does to a spectrum.
///
/// A step is one file in `Steps/` and one line in ``RecipeSteps/all``. In JSON it is an object with its ``name`` under
/// `step` beside its parameters: `{"step": "cut", "from": 6500, "to": 6700}`. Steps are deterministic: the same
/// spectrum gives the same bits on any thread.
public protocol RecipeStep: ParameterSet {
    /// What it is called in recipes: one lower-case word.
    static var name: String { get }
    /// One sentence for the manual, with its full stop.
    static var summary: String { get }
    /// What its parameters must obey beyond their ranges.
    func check() throws
    /// Changes the spectrum. Masked pixels take no part in any measurement.
    ///
    /// - Parameter grid: the grid of the dataset.
    /// - Throws: ``Rejection`` for a spectrum that this step cannot prepare.
    func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection)
}

extension RecipeStep {
    /// The declared ranges only; steps whose parameters depend on each other say more.
    ///
    /// - Throws: `ParameterError`.
    public func check() throws { try validate() }
}

/// The steps that a recipe can have.
public enum RecipeSteps {
    /// Every step that a recipe can name, once; the order is the manual's.
    public static let all: [any RecipeStep.Type] = [
        CutStep.self,
        VelocityStep.self,
        MediumStep.self,
        MaskStep.self,
        ResolutionStep.self,
        ContinuumStep.self,
        RebinStep.self,
        WaveletStep.self,
        ComponentsStep.self,
        CoverageStep.self,
        ScaleStep.self,
    ]

    /// - Throws: ``DatasetError/unknownStep(name:known:)``.
    public static func named(_ name: String) throws(DatasetError) -> any RecipeStep.Type {
        guard let step = all.first(where: { $0.name == name }) else {
            throw .unknownStep(name: name, known: all.map { $0.name })
        }
        return step
    }
}
