// SPDX-License-Identifier: Apache-2.0

import VOTable

/// A spectrum as data centres hand it out through SSA: a VOTable of the Spectrum data model, in BINARY2.
///
/// - SeeAlso: IVOA Spectrum Data Model 1.1 §8.1.
enum SSADocumentLayout: SurveyLayout {
    static let name = "ssa-votable"
    static let mediaType = "application/x-votable+xml"
    static let instruments = [Instrument.ssa]
    static var twin: (any SurveyLayout.Type)? { SSATableLayout.self }

    static func path(of spectrum: SimulatedSpectrum) -> String { SSATableLayout.stem(of: spectrum) + ".vot" }

    static func bytes(of spectrum: SimulatedSpectrum) throws -> [UInt8] {
        var writer = try VOTableWriter(
            inMemoryAs: path(of: spectrum), table: table(spectrum), resource: resource, serialization: .binary2,
            threads: 1)
        try writer.write(
            VOTableBatch(columns: [
                VOTableColumn(reals: spectrum.grid.wavelengths), VOTableColumn(reals: spectrum.flux.map { Double($0) }),
                VOTableColumn(reals: spectrum.deviation.map { Double($0) }),
            ]))
        return try writer.finishInMemory()
    }

    private static let resource: VOTableDocument.Resource = {
        var resource = VOTableDocument.Resource()
        resource.type = "results"
        resource.utype = "spec:Spectrum"
        resource.coordinateSystems = [.init(element: "COOSYS", attributes: ["ID": "system", "system": "ICRS"])]
        return resource
    }()

    private static func table(_ spectrum: SimulatedSpectrum) -> VOTableDocument.Table {
        var table = VOTableDocument.Table()
        table.name = "spectrum"
        table.utype = "spec:Spectrum"
        table.description = "A simulated spectrum"
        let unit = "1e-17 erg/s/cm**2/Angstrom"
        table.fields = [
            VOTableField(
                name: "spectral", datatype: .double, id: "spectral", unit: "Angstrom", ucd: "em.wl;obs.atmos",
                utype: "spec:Spectrum.Data.SpectralAxis.Value", description: "Wavelength in air"),
            VOTableField(
                name: "flux", datatype: .float, id: "flux", unit: unit, ucd: "phot.flux.density;em.wl",
                utype: "spec:Spectrum.Data.FluxAxis.Value", description: "Flux density"),
            VOTableField(
                name: "flux_error", datatype: .float, id: "flux_error", unit: unit,
                ucd: "stat.error;phot.flux.density;em.wl", utype: "spec:Spectrum.Data.FluxAxis.Accuracy.StatError",
                description: "Standard deviation of the flux"),
        ]
        table.parameters = texts(spectrum) + numbers(spectrum)
        return table
    }

    private static func texts(_ spectrum: SimulatedSpectrum) -> [VOTableDocument.Parameter] {
        let facts = spectrum.object.model.facts
        let rows: [(String, String, String, String)] = [
            ("ssa_dstitle", "meta.title;meta.dataset", "DataID.Title", spectrum.object.name),
            ("ssa_pubDID", "meta.ref.ivoid", "Curation.PublisherDID", SSATableLayout.publisherIdentifier(of: spectrum)),
            ("ssa_targname", "meta.id;src", "Target.Name", spectrum.object.name),
            ("ssa_targclass", "src.class", "Target.Class", facts.archiveClass.lowercased()),
            ("ssa_cdate", "time;meta.dataset", "DataID.Date", spectrum.date),
            ("ssa_instrument", "meta.id;instr", "DataID.Instrument", "simulated"),
            ("ssa_creationtype", "", "DataID.CreationType", "archival"),
            ("ssa_fluxcalib", "meta.code.qual", "Char.FluxAxis.Calibration", "ABSOLUTE"),
        ]
        return rows.map { name, ucd, utype, value in
            .init(
                field: VOTableField(
                    name: name, datatype: .char, arraysize: "*", ucd: ucd.isEmpty ? nil : ucd,
                    utype: "spec:Spectrum." + utype), value: .text(value))
        }
    }

    private static func numbers(_ spectrum: SimulatedSpectrum) -> [VOTableDocument.Parameter] {
        let object = spectrum.object
        let rows: [(String, String?, String?, String, Double)] = [
            ("ssa_dateObs", "d", "time.epoch", "Char.TimeAxis.Coverage.Location.Value", spectrum.mjd),
            ("ssa_timeExt", "s", "time.duration", "Char.TimeAxis.Coverage.Bounds.Extent", spectrum.exposureTime),
            (
                "ssa_specres", nil, "spect.resolution", "Char.SpectralAxis.ResPower",
                spectrum.grid.instrument.resolvingPower
            ),
            ("ssa_snr", nil, "stat.snr", "Derived.SNR", spectrum.medianSignalToNoise.rounded(decimals: 2)),
            ("ssa_redshift", nil, "src.redshift", "Target.Redshift", object.model.facts.redshift),
        ]
        let position = VOTableDocument.Parameter(
            field: VOTableField(
                name: "ssa_location", datatype: .double, arraysize: "2", unit: "deg", ucd: "pos.eq",
                utype: "spec:Spectrum.Char.SpatialAxis.Coverage.Location.Value", xtype: "point", ref: "system"),
            value: .reals([object.ra, object.dec]))
        return rows.map { name, unit, ucd, utype, value in
            .init(
                field: VOTableField(
                    name: name, datatype: .double, unit: unit, ucd: ucd, utype: "spec:Spectrum." + utype),
                value: .real(value))
        } + [position]
    }
}
