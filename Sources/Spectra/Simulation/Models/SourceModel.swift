// SPDX-License-Identifier: Apache-2.0

import Execution

/// One kind of object: draws an object's properties, and its spectrum.
///
/// A class is one file in `Models/` and one line in ``SourceModels/all``.
protocol SourceModel: Sendable {
    /// The class in the truth: "double-peak".
    static var label: String { get }
    /// The layouts' surveys that take such objects; a quasar is no target of an Hα spectrograph.
    static var isStar: Bool { get }
    /// Draws an object.
    ///
    /// - Parameter resolvingPower: of the instrument; what it could not show would not be called by this class.
    init(from generator: inout SeededGenerator, resolvingPower: Double)
    var facts: SourceFacts { get }
    /// Relative flux per Å on emitted vacuum wavelengths.
    ///
    /// - Parameter epoch: years since the survey began.
    func flux(on grid: LogGrid, epoch: Double) -> [Float]
}

/// What is true of an object besides its class.
struct SourceFacts: Sendable, Hashable {
    /// The class an archive's pipeline would print: "STAR", "GALAXY", "QSO".
    var archiveClass = "STAR"
    /// Spectral type or kind: "B3", "DA", "STARFORMING".
    var subclass: String
    /// Of the galaxy or quasar, or the radial velocity of the star over the speed of light.
    var redshift: Double
    /// Effective temperature in K.
    var temperature: Double?
    /// Equivalent width of Hα in Å, negative in emission.
    var emissionWidth: Double?
    /// Separation of two peaks in km/s.
    var peakSeparation: Double?
    /// What went wrong in the instrument, for an artefact.
    var defects: [Defect] = []
}

enum SourceModels {
    static let all: [any SourceModel.Type] = [
        AbsorptionStar.self, EmissionStar.self, DoublePeakStar.self, PCygniStar.self, MStar.self, WhiteDwarf.self,
        CarbonStar.self, Polar.self, WolfRayetStar.self, SymbioticStar.self, Quasar.self, Galaxy.self, Artefact.self,
    ]

    static var labels: [String] { all.map { $0.label } }
}

extension SeededGenerator {
    /// A star's radial velocity as a redshift.
    ///
    /// - Parameter dispersion: km/s; about 35 in the thin disc, 100 in the halo.
    mutating func stellarRedshift(dispersion: Double) -> Double {
        dispersion * normal() / LogGrid.lightSpeed
    }
}
