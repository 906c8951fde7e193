// SPDX-License-Identifier: Apache-2.0

public import VOTable

/// One row of an SSA or ObsTAP answer: where a spectrum is and what it is of.
///
/// What the service did not say, or said as NaN or empty text, is `nil`.
public struct SSARecord: Sendable, Hashable {
    public var publisherDID: String?
    public var creatorDID: String?
    /// Absolute. What is there must be known by its bytes, whatever ``format`` says.
    public var accessURL: String?
    public var format: MediaType?
    /// In bytes; an estimate, good for ordering only.
    public var estimatedSize: Int?
    public var title: String?
    public var collection: String?
    public var instrument: String?
    public var targetName: String?
    public var targetClass: String?
    public var redshift: Double?
    /// ICRS, degrees.
    public var position: SkyPoint?
    /// Diameter of what was observed, degrees.
    public var aperture: Double?
    /// Middle of the observation, MJD.
    public var time: Double?
    /// Seconds.
    public var exposure: Double?
    /// Metres, wavelength in vacuum.
    public var bandStart: Double?
    public var bandStop: Double?
    public var signalToNoise: Double?
    /// As the service writes it: "Angstrom".
    public var spectralUnit: String?
    /// "em.wl" in vacuum, "em.wl;obs.atmos" in air.
    public var spectralUCD: String?
    public var fluxUnit: String?
    public var fluxCalibration: String?
    /// Address of a DataLink document about this row, from a column with such links.
    public var linksURL: String?
    /// The service that gave the row, as it was asked.
    public var service: String

    /// The columns of the answer: its fields, then its parameters. Shared by all rows.
    public var fields: [VOTableField] = []
    /// As many as ``fields``.
    public var cells: [VOTableValue] = []

    public init(service: String) {
        self.service = service
    }

    /// Every column of the original row that has a value, as text by name.
    public var columns: [String: String] {
        var result: [String: String] = [:]
        for (field, cell) in zip(fields, cells) {
            guard let text = cell.text else { continue }
            let name = result[field.name] == nil ? field.name : field.id ?? field.name
            if result[name] == nil { result[name] = text }
        }
        return result
    }

    /// The value in the column of that ID, as the `ref` of a service descriptor names it.
    public func value(ofColumn id: String) -> String? {
        let index = fields.firstIndex { $0.id == id } ?? fields.firstIndex { $0.name == id }
        return index.flatMap { cells[$0].text }
    }

    /// What makes a row the same as one that came before: the dataset in this form at this place.
    struct Identity: Hashable {
        var did: String?
        var url: String?
        var format: String?
        /// Only of rows that have neither identifier nor address.
        var cells: [VOTableValue]?
    }

    var identity: Identity {
        Identity(
            did: publisherDID, url: accessURL, format: format?.essence,
            cells: publisherDID == nil && accessURL == nil ? cells : nil)
    }
}
