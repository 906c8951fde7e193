// SPDX-License-Identifier: Apache-2.0

import FITS
import VOTable

/// Writes a processed spectrum in the formats the service offers (Spectrum Data Model 1.1).
struct SpectrumWriter {
    let entry: ArchiveSpectrum
    let spectrum: ProcessedSpectrum

    func bytes(_ format: SODARequest.Format) throws -> [UInt8] {
        switch format {
        case .voTable: try voTable(.binary2)
        case .tableData: try voTable(.tabledata)
        case .fits: try fits()
        case .csv: lines(header: true, separator: ",")
        case .text: lines(header: false, separator: "\t")
        }
    }

    private func voTable(_ serialization: VOTableWriter.Serialization) throws -> [UInt8] {
        var resource = VOTableDocument.Resource()
        resource.type = "results"
        resource.utype = "spec:Spectrum"
        resource.infos = [.init(name: "QUERY_STATUS", value: "OK")]
        resource.coordinateSystems = [.init(element: "COOSYS", attributes: ["ID": "system", "system": "ICRS"])]
        var table = VOTableDocument.Table()
        table.name = "spectrum"
        table.utype = "spec:Spectrum"
        let unit = spectrum.fluxUnit.isEmpty ? nil : spectrum.fluxUnit
        table.fields = [
            VOTableField(
                name: "spectral", datatype: .double, id: "spectral", unit: "Angstrom", ucd: "em.wl",
                utype: "spec:Spectrum.Data.SpectralAxis.Value", description: "Wavelength in vacuum"),
            VOTableField(
                name: "flux", datatype: .double, id: "flux", unit: unit, ucd: spectrum.fluxUCD,
                utype: "spec:Spectrum.Data.FluxAxis.Value", description: "Flux"),
        ]
        if spectrum.error != nil {
            table.fields.append(
                VOTableField(
                    name: "flux_error", datatype: .double, id: "flux_error", unit: unit,
                    ucd: "stat.error;" + spectrum.fluxUCD,
                    utype: "spec:Spectrum.Data.FluxAxis.Accuracy.StatError",
                    description: "Standard deviation of the flux"))
        }
        table.parameters = parameters
        var writer = try VOTableWriter(
            inMemoryAs: "the spectrum", table: table, resource: resource, serialization: serialization, threads: 1)
        for index in spectrum.wavelengths.indices {
            var row: [VOTableValue] = [.real(spectrum.wavelengths[index]), .real(spectrum.flux[index])]
            if let error = spectrum.error { row.append(.real(error[index])) }
            try writer.write(row)
        }
        return try writer.finishInMemory()
    }

    private var parameters: [VOTableDocument.Parameter] {
        func text(_ name: String, _ utype: String, _ ucd: String, _ value: String) -> VOTableDocument.Parameter {
            .init(
                field: VOTableField(
                    name: name, datatype: .char, arraysize: "*", ucd: ucd, utype: "spec:Spectrum." + utype),
                value: .text(value))
        }
        func real(_ name: String, _ utype: String, _ ucd: String, _ unit: String?, _ value: Double)
            -> VOTableDocument.Parameter
        {
            .init(
                field: VOTableField(
                    name: name, datatype: .double, unit: unit, ucd: ucd, utype: "spec:Spectrum." + utype),
                value: .real(value))
        }
        return [
            text("ssa_dstitle", "DataID.Title", "meta.title;meta.dataset", entry.title),
            text("ssa_pubDID", "Curation.PublisherDID", "meta.ref.ivoid", entry.identifier),
            text("ssa_targname", "Target.Name", "meta.id;src", entry.target),
            real("ssa_dateObs", "Char.TimeAxis.Coverage.Location.Value", "time.epoch", "d", entry.mjd),
            real("ssa_timeExt", "Char.TimeAxis.Coverage.Bounds.Extent", "time.duration", "s", entry.exposure),
            real("ssa_specrp", "Char.SpectralAxis.ResPower", "spect.resolution", nil, entry.resolvingPower),
            real("ssa_snr", "Derived.SNR", "stat.snr", nil, entry.snr),
            .init(
                field: VOTableField(
                    name: "ssa_location", datatype: .double, arraysize: "2", unit: "deg", ucd: "pos.eq",
                    utype: "spec:Spectrum.Char.SpatialAxis.Coverage.Location.Value", xtype: "point", ref: "system"),
                value: .reals([entry.ra, entry.dec])),
        ]
    }

    private func fits() throws -> [UInt8] {
        let writer = FITSWriter(inMemoryAs: "the spectrum")
        let unit = spectrum.fluxUnit.isEmpty ? nil : spectrum.fluxUnit
        var columns: [FITSColumnDefinition] = [
            .init("spectral", .double, unit: "Angstrom", comment: "Wavelength in vacuum", ucd: "em.wl"),
            .init("flux", .double, unit: unit, ucd: spectrum.fluxUCD),
        ]
        var values: [FITSColumnValues] = [.doubles(spectrum.wavelengths), .doubles(spectrum.flux)]
        if let error = spectrum.error {
            columns.append(.init("flux_error", .double, unit: unit, ucd: "stat.error;" + spectrum.fluxUCD))
            values.append(.doubles(error))
        }
        let cards: [FITSHeader.Card] = [
            .init(keyword: "OBJECT", value: .text(entry.target)), .init(keyword: "RA", value: .real(entry.ra)),
            .init(keyword: "DEC", value: .real(entry.dec)), .init(keyword: "MJD-OBS", value: .real(entry.mjd)),
            .init(keyword: "EXPTIME", value: .real(entry.exposure)),
            .init(keyword: "DS_IDPUB", value: .text(entry.identifier)),
        ]
        try writer.beginTable(columns, cards: cards, name: "SPECTRUM")
        try writer.append(rows: spectrum.wavelengths.count, values)
        return try writer.finish()
    }

    private func lines(header: Bool, separator: String) -> [UInt8] {
        var text = header ? "spectral,flux\(spectrum.error == nil ? "" : ",flux_error")\n" : ""
        for index in spectrum.wavelengths.indices {
            text += "\(spectrum.wavelengths[index])\(separator)\(spectrum.flux[index])"
            if let error = spectrum.error { text += "\(separator)\(error[index])" }
            text += "\n"
        }
        return Array(text.utf8)
    }
}
