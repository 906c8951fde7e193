// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// The ways in which a dataset can be kept in a file.
public enum DatasetFormat: String, Sendable, Hashable, Codable, CaseIterable {
    /// FITS as Secchi writes it: image, WAVELENGTH, SPECTRA, MASK, IVAR, RECIPE.
    case fits
    /// CSV with a header: `id`, wavelengths, `class`.
    case csv
    /// VO-CLOUD: CSV without header beside a `meta.xml`.
    case voCloud = "vo-cloud"
    /// A FITS table with one spectrum a row: a column of flux vectors beside labels. Read only.
    case fitsTable = "fits-table"
}

/// What a reader of labelled tables must be told where the file does not say it.
public struct DatasetReadOptions: Sendable, Hashable {
    /// Found by content if `nil`.
    public var format: DatasetFormat?
    /// Column of labels; by default LABEL, CLASS and the like.
    public var labelColumn: String?
    /// Column that names the object of each spectrum; by default GROUP, OBJECT and the like.
    public var groupColumn: String?
    /// Column of identifiers; by default ID and the like, else the row numbers.
    public var idColumn: String?
    /// Column of flux vectors in a FITS table.
    public var fluxColumn: String?
    /// Unit of the wavelengths, in VOUnits spelling, where the file names none.
    public var unit: String?
    /// Medium of the wavelengths where the file does not name it.
    public var medium: SpectralMedium?

    public init() {}
}
