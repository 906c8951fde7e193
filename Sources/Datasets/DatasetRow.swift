// SPDX-License-Identifier: Apache-2.0

/// What a dataset keeps of each spectrum beside its flux.
public struct DatasetRow: Sendable, Hashable, Codable {
    /// Identifier within the dataset, as tables of results show it.
    public var id: String
    /// Name of the object.
    public var object: String?
    /// ICRS, degrees.
    public var ra: Double?
    /// ICRS declination, degrees.
    public var dec: Double?
    /// The class; `nil` for an unlabelled spectrum, which is classified but not learnt from.
    public var label: String?
    /// Spectra of one object; defaults to the object's name, else the id.
    public var group: String?
    /// Signal-to-noise as the archive states it, usually the median per pixel.
    public var snr: Double?
    /// Modified Julian date of the exposure, days.
    public var mjd: Double?
    /// z of the archive, not corrected; `nil` if it states none.
    public var redshift: Double?
    /// File or URL of the original, with `#part/row` where it holds several.
    public var source: String

    public init(id: String, source: String) {
        self.id = id
        self.source = source
    }
}
