// SPDX-License-Identifier: Apache-2.0

import VOTable

/// The list of a survey's files as an SSA service would answer a query with it: `spectra.vot`.
///
/// - SeeAlso: IVOA Simple Spectral Access 1.1 §4.2.
enum SurveyListing {
    static let fields: [VOTableField] = [
        text("accref", "Access.Reference", "meta.ref.url", "File below the folder of this table"),
        text("mime", "Access.Format", "meta.code.mime", "Media type of the file"),
        VOTableField(
            name: "accsize", datatype: .int, unit: "byte", ucd: "phys.size;meta.file", utype: "ssa:Access.Size",
            description: "Size of the file"),
        text("ssa_dstitle", "DataID.Title", "meta.title;meta.dataset", "Title of the spectrum"),
        text("ssa_pubDID", "Curation.PublisherDID", "meta.ref.ivoid", "Identifier given by the publisher"),
        text("ssa_targname", "Target.Name", "meta.id;src", "Name of the object"),
        VOTableField(
            name: "ssa_location", datatype: .double, arraysize: "2", unit: "deg", ucd: "pos.eq",
            utype: "ssa:Char.SpatialAxis.Coverage.Location.Value", xtype: "point", ref: "system",
            description: "ICRS position of the object"),
        real("ssa_dateObs", "Char.TimeAxis.Coverage.Location.Value", "time.epoch", "d", "Middle of the exposure, MJD"),
        real("ssa_timeExt", "Char.TimeAxis.Coverage.Bounds.Extent", "time.duration", "s", "Exposure time"),
        real("ssa_specstart", "Char.SpectralAxis.Coverage.Bounds.Start", "em.wl;stat.min", "m", "Shortest wavelength"),
        real("ssa_specend", "Char.SpectralAxis.Coverage.Bounds.Stop", "em.wl;stat.max", "m", "Longest wavelength"),
        real("ssa_specrp", "Char.SpectralAxis.ResPower", "spect.resolution", nil, "Resolving power"),
        real("ssa_snr", "Derived.SNR", "stat.snr", nil, "Median signal-to-noise ratio per pixel"),
        text("ssa_fluxcalib", "Char.FluxAxis.Calibration", "meta.code.qual", "Kind of flux calibration"),
        text("ssa_collection", "DataID.Collection", "meta.id", "Layout of the file"),
    ]

    static let resource: VOTableDocument.Resource = {
        var resource = VOTableDocument.Resource()
        resource.type = "results"
        resource.infos = [
            .init(name: "QUERY_STATUS", value: "OK"), .init(name: "SERVICE_PROTOCOL", value: "1.1", content: "SSAP"),
        ]
        resource.coordinateSystems = [.init(element: "COOSYS", attributes: ["ID": "system", "system": "ICRS"])]
        return resource
    }()

    static func row(of spectrum: SimulatedSpectrum, file: String, bytes: Int) -> [VOTableValue] {
        let object = spectrum.object
        let vacuum = spectrum.grid.vacuumWavelengths
        let layout = object.layout
        let did = "ivo://secchi.simulated/survey?" + FileContent.stem(of: file)
        return [
            .text(file), .text(layout.mediaType), .integer(Int64(bytes)), .text(object.name + " " + layout.name),
            .text(did),
            .text(object.name), .reals([object.ra.rounded(decimals: 7), object.dec.rounded(decimals: 7)]),
            .real(spectrum.mjd.rounded(decimals: 6)), .real(spectrum.exposureTime),
            .real(((vacuum.first ?? 0) * 1e-10).rounded(decimals: 14)),
            .real(((vacuum.last ?? 0) * 1e-10).rounded(decimals: 14)), .real(spectrum.grid.instrument.resolvingPower),
            .real(spectrum.medianSignalToNoise.rounded(decimals: 2)),
            .text(layout.isFluxCalibrated ? "ABSOLUTE" : "UNCALIBRATED"), .text(layout.name),
        ]
    }

    private static func text(_ name: String, _ utype: String, _ ucd: String, _ description: String) -> VOTableField {
        VOTableField(
            name: name, datatype: .char, arraysize: "*", ucd: ucd, utype: "ssa:" + utype, description: description)
    }

    private static func real(
        _ name: String, _ utype: String, _ ucd: String, _ unit: String?, _ description: String
    ) -> VOTableField {
        VOTableField(
            name: name, datatype: .double, unit: unit, ucd: ucd, utype: "ssa:" + utype, description: description)
    }
}
