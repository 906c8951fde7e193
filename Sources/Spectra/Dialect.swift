// SPDX-License-Identifier: Apache-2.0

/// One archive's way of storing spectra: how to know it by its content, and how to read it.
///
/// A dialect is one file in `Dialects/` and one line in ``Dialects/all``.
public protocol Dialect: Sendable {
    /// Short, stable, lower case: "sdss-spec".
    static var name: String { get }
    /// One sentence for the manual.
    static var summary: String { get }
    /// Whether this content is of the dialect; decided by structure and keywords, never by file name. Must be quick.
    static func recognises(_ content: FileContent) -> Bool
    /// All spectra in the file, in file order.
    static func spectra(in content: FileContent) throws(SpectrumError) -> [Spectrum]
}

/// The dialects that Secchi reads.
public enum Dialects {
    /// In the order in which they are tried: the specific before the general, and the general ones last.
    public static let all: [any Dialect.Type] = [
        // Images.
        LamostImage.self,
        SdssSpSpec.self,
        SdssTemplates.self,
        ApogeeVisit.self,
        ApogeeStar.self,
        WaveFluxImages.self,
        GalahHermes.self,
        TwoDegreeField.self,
        IrafMultispec.self,
        OndrejovImage.self,
        BessImage.self,
        EsoImage.self,
        MilesImage.self,
        IrafLinear.self,
        // Tables, VOTables, text and archives of them.
        SdssSpec.self,
        LamostTable.self,
        DesiCoadd.self,
        DesiRedrock.self,
        EsoPhase3.self,
        GavoTable.self,
        SpaceTelescopeX1D.self,
        IueSpectrum.self,
        SpitzerIrs.self,
        Calspec.self,
        Spec1D.self,
        LogLamTable.self,
        LabelledTable.self,
        TemplateTable.self,
        GaiaXPContinuous.self,
        GaiaXPSampled.self,
        FITSInVOTable.self,
        SpectrumDataModelVOTable.self,
        ZipOfSpectra.self,
        SnidTemplate.self,
        LabelledCSV.self,
        LabelListText.self,
        // General rules: one line per kind of content, tried when nothing above fits.
        GeneralTable.self,
        GeneralImage.self,
        GeneralVOTable.self,
        TextColumns.self,
    ]
}
