// SPDX-License-Identifier: Apache-2.0

/// One archive's way of storing spectra, as a simulated survey writes it.
///
/// A layout is one file in `Layouts/` and one line in ``SurveyLayouts/all``.
protocol SurveyLayout: Sendable {
    /// "lamost-dr5".
    static var name: String { get }
    /// Whether galaxies and quasars are among the survey's targets.
    static var takesGalaxies: Bool { get }
    /// The instrument in each of its settings; fields take turns.
    static var instruments: [Instrument] { get }
    /// The layout in which the archive offers the same spectra a second time, if it does.
    static var twin: (any SurveyLayout.Type)? { get }
    /// Whether the archive hands its files out gzip-compressed.
    static var isCompressible: Bool { get }
    static var mediaType: String { get }
    /// Whether the flux is in physical units.
    static var isFluxCalibrated: Bool { get }
    /// Where the file goes below the layout's folder, with `/` between folders; the last part is unique in the survey.
    static func path(of spectrum: SimulatedSpectrum) -> String
    /// The file.
    static func bytes(of spectrum: SimulatedSpectrum) throws -> [UInt8]
}

extension SurveyLayout {
    static var takesGalaxies: Bool { true }
    static var twin: (any SurveyLayout.Type)? { nil }
    static var isCompressible: Bool { false }
    static var mediaType: String { "application/fits" }
    static var isFluxCalibrated: Bool { true }
}

enum SurveyLayouts {
    static let all: [any SurveyLayout.Type] = [
        SDSSLayout.self, LAMOSTSubcontinuumLayout.self, LAMOSTWavelengthLayout.self, OndrejovLayout.self,
        SSATableLayout.self, SSADocumentLayout.self,
    ]
}
