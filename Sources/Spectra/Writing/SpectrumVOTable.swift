// SPDX-License-Identifier: Apache-2.0

import VOTable

/// Writes a spectrum as a VOTable of the Spectrum data model, which programs that know only tables can read too.
///
/// - SeeAlso: IVOA Spectrum Data Model 1.1 §8.1.
public enum SpectrumVOTable {
    /// The media type that a service declares for the document.
    public static let mediaType = "application/x-votable+xml"

    /// One row per pixel: `spectral`, `flux`, and `error` and `bad` where the spectrum has them; what is known of the
    /// target and the observation as PARAMs. NaN stays NaN; an infinite error (no weight) is written as NaN, which
    /// plots nothing.
    ///
    /// - Throws: `VOTableError`
    public static func bytes(of spectrum: Spectrum) throws -> [UInt8] {
        var resource = VOTableDocument.Resource()
        resource.type = "results"
        resource.utype = "spec:Spectrum"
        resource.coordinateSystems = [.init(element: "COOSYS", attributes: ["ID": "system", "system": "ICRS"])]
        var writer = try VOTableWriter(
            inMemoryAs: spectrum.identifier, table: table(spectrum), resource: resource, threads: 1)
        var columns = [
            VOTableColumn(reals: spectrum.axis.values), VOTableColumn(reals: spectrum.flux.map { Double($0) }),
        ]
        if let error = spectrum.error {
            columns.append(VOTableColumn(reals: error.map { $0.isFinite ? Double($0) : .nan }))
        }
        if let mask = spectrum.mask { columns.append(VOTableColumn(booleans: mask.map { $0 ? 1 : 0 })) }
        try writer.write(VOTableBatch(columns: columns))
        return try writer.finishInMemory()
    }

    private static func table(_ spectrum: Spectrum) -> VOTableDocument.Table {
        var table = VOTableDocument.Table()
        table.name = spectrum.identifier
        table.utype = "spec:Spectrum"
        let unit = spectrum.axis.unit.isEmpty ? nil : spectrum.axis.unit
        let fluxUnit = spectrum.fluxUnit.isEmpty ? nil : spectrum.fluxUnit
        let ucd = spectralUCD(spectrum.axis)
        let medium = spectrum.axis.medium == .unknown ? "" : " in \(spectrum.axis.medium.rawValue)"
        table.fields = [
            VOTableField(
                name: "spectral", datatype: .double, id: "spectral", unit: unit, ucd: ucd,
                utype: "spec:Spectrum.Data.SpectralAxis.Value", description: "Spectral coordinate" + medium),
            VOTableField(
                name: "flux", datatype: .float, id: "flux", unit: fluxUnit, ucd: "phot.flux.density;em.wl",
                utype: "spec:Spectrum.Data.FluxAxis.Value", description: "Flux"),
        ]
        if spectrum.error != nil {
            table.fields.append(
                VOTableField(
                    name: "error", datatype: .float, id: "error", unit: fluxUnit,
                    ucd: "stat.error;phot.flux.density;em.wl", utype: "spec:Spectrum.Data.FluxAxis.Accuracy.StatError",
                    description: "Standard deviation of the flux"))
        }
        if spectrum.mask != nil {
            table.fields.append(
                VOTableField(
                    name: "bad", datatype: .boolean, id: "bad", ucd: "meta.code.qual",
                    utype: "spec:Spectrum.Data.FluxAxis.Quality",
                    description: "Whether the archive declares the pixel bad"))
        }
        table.parameters = parameters(spectrum)
        return table
    }

    /// Air is said as DaCHS says it.
    private static func spectralUCD(_ axis: SpectralAxis) -> String? {
        switch PhysicalUnit(axis.unit).flatMap({ SpectralQuantity($0) }) {
        case .wavelength: axis.medium == .air ? "em.wl;obs.atmos" : "em.wl"
        case .frequency: "em.freq"
        case .energy: "em.energy"
        default: nil
        }
    }

    private static func parameters(_ spectrum: Spectrum) -> [VOTableDocument.Parameter] {
        let texts: [(String, String, String, String?)] = [
            ("title", "meta.title;meta.dataset", "DataID.Title", spectrum.identifier),
            ("target", "meta.id;src", "Target.Name", spectrum.target.name),
            ("instrument", "meta.id;instr", "DataID.Instrument", spectrum.observation.instrument),
            ("publisher_did", "meta.ref.ivoid", "Curation.PublisherDID", spectrum.metadata["publisher_did"]),
        ]
        let numbers: [(String, String?, String, String, Double?)] = [
            ("mjd", "d", "time.epoch", "Char.TimeAxis.Coverage.Location.Value", spectrum.observation.mjd),
            (
                "exposure", "s", "time.duration", "Char.TimeAxis.Coverage.Bounds.Extent",
                spectrum.observation.exposureTime
            ),
            ("snr", nil, "stat.snr", "Derived.SNR", spectrum.observation.snr),
            ("redshift", nil, "src.redshift", "Target.Redshift", spectrum.target.redshift),
        ]
        var parameters = texts.compactMap { name, ucd, utype, value -> VOTableDocument.Parameter? in
            guard let value, !value.isEmpty else { return nil }
            let isPlain = value.utf8.allSatisfy { $0 < 0x80 }
            return .init(
                field: VOTableField(
                    name: name, datatype: isPlain ? .char : .unicodeChar, arraysize: "*", ucd: ucd,
                    utype: "spec:Spectrum." + utype), value: .text(value))
        }
        parameters += numbers.compactMap { name, unit, ucd, utype, value in
            guard let value, value.isFinite else { return nil }
            return .init(
                field: VOTableField(
                    name: name, datatype: .double, unit: unit, ucd: ucd, utype: "spec:Spectrum." + utype),
                value: .real(value))
        }
        if let ra = spectrum.target.ra, let dec = spectrum.target.dec, ra.isFinite, dec.isFinite {
            parameters.append(
                .init(
                    field: VOTableField(
                        name: "location", datatype: .double, arraysize: "2", unit: "deg", ucd: "pos.eq",
                        utype: "spec:Spectrum.Char.SpatialAxis.Coverage.Location.Value", xtype: "point", ref: "system"),
                    value: .reals([ra, dec])))
        }
        return parameters
    }
}
