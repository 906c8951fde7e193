// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// What the catalogue knows of one spectrum: its one row.
///
/// Everything is as the archive gave it, except ``label``, ``subclass`` and ``group``, which a label list may have set.
public struct CatalogueEntry: Sendable, Hashable, Codable, Identifiable {
    /// Rises in the order of ingestion; the catalogue order. 0 before the row is stored.
    public var id: Int64 = 0
    /// SHA-256 of the original, in 64 lower-case hexadecimal digits.
    public var original: String
    /// Path or URL under which the original was first received.
    public var file: String
    /// 0-based header-data unit, table or sheet within the original.
    public var part: Int
    /// 0-based row, aperture or fibre within the part.
    public var row: Int

    /// The archive's name for the spectrum; not necessarily unique.
    public var identifier: String
    /// Whether a spectrum before this one in the collection has the same identifier.
    public var isRepeated = false
    public var dialect: String
    public var object: String?
    /// ICRS, degrees, 0 ..< 360.
    public var ra: Double?
    /// ICRS, degrees.
    public var dec: Double?
    public var redshift: Double?
    /// ISO 8601, UTC.
    public var date: String?
    public var mjd: Double?
    /// Seconds.
    public var exposureTime: Double?
    /// Median signal-to-noise per pixel.
    public var snr: Double?
    public var instrument: String?
    public var telescope: String?

    /// Number of pixels stored.
    public var pointCount: Int
    /// Smallest and largest finite pixel centre, in ``waveUnit``; `nil` if none is finite.
    public var waveMin: Double?
    public var waveMax: Double?
    public var waveUnit: String
    public var medium: SpectralMedium
    public var spacing: SpectralAxis.Spacing
    public var fluxUnit: String
    public var hasError: Bool

    public var label: String?
    public var subclass: String?
    public var group: String?
    /// The label that came with the file, kept when a label list sets another.
    public var archiveLabel: String?

    /// Equal for spectra that may be one observation; see ``ObservationKey``.
    public var observationKey: String?
    /// The spectrum of the same observation that is preferred to this one; `nil` if this one is.
    public var twinOf: Int64?

    public var metadata: [String: String]
    public var assumptions: [String]
    public var warnings: [String]
}

extension CatalogueEntry {
    /// A name unique in the collection, which stays when more is ingested: the identifier; if an earlier spectrum has that,
    /// "identifier~id".
    public var name: String {
        if identifier.isEmpty { return "spectrum~\(id)" }
        return isRepeated ? "\(identifier)~\(id)" : identifier
    }

    /// The row for a spectrum just read.
    ///
    /// NaN and infinite numbers become `nil`, as a catalogue has no use for them.
    package init(_ spectrum: Spectrum, original: String) {
        let range = spectrum.axis.values.lazy.filter(\.isFinite).reduce(into: (Double.infinity, -Double.infinity)) {
            $0 = (min($0.0, $1), max($0.1, $1))
        }
        func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
        self.original = original
        file = spectrum.source.file
        part = spectrum.source.part
        row = spectrum.source.row
        identifier = spectrum.identifier
        dialect = spectrum.dialect
        object = spectrum.target.name
        ra = finite(spectrum.target.ra).map { Sky.normalised($0) }
        dec = finite(spectrum.target.dec)
        redshift = finite(spectrum.target.redshift)
        date = spectrum.observation.date
        mjd = finite(spectrum.observation.mjd)
        exposureTime = finite(spectrum.observation.exposureTime)
        snr = finite(spectrum.observation.snr)
        instrument = spectrum.observation.instrument
        telescope = spectrum.observation.telescope
        pointCount = spectrum.flux.count
        waveMin = range.0 <= range.1 ? range.0 : nil
        waveMax = range.0 <= range.1 ? range.1 : nil
        waveUnit = spectrum.axis.unit
        medium = spectrum.axis.medium
        spacing = spectrum.axis.spacing
        fluxUnit = spectrum.fluxUnit
        hasError = spectrum.error != nil
        label = spectrum.label
        subclass = spectrum.subclass
        group = spectrum.group
        archiveLabel = spectrum.label
        observationKey = ObservationKey(of: spectrum)?.text
        twinOf = nil
        metadata = spectrum.metadata
        assumptions = spectrum.assumptions
        warnings = spectrum.warnings
    }
}
