// SPDX-License-Identifier: Apache-2.0

/// What a dataset keeps of each spectrum beside its flux.
public struct DatasetRow: Sendable, Hashable, Codable {
    public var id: String
    /// Name of the object.
    public var object: String?
    /// ICRS, degrees.
    public var ra: Double?
    public var dec: Double?
    public var label: String?
    /// Spectra of one object; defaults to the object's name, else the id.
    public var group: String?
    public var snr: Double?
    public var mjd: Double?
    public var redshift: Double?
    /// File or URL of the original, with `#part/row` where it holds several.
    public var source: String

    public init(id: String, source: String) {
        self.id = id
        self.source = source
    }
}
