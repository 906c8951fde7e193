// SPDX-License-Identifier: Apache-2.0

import VOTable

/// The columns of an SSA answer, each with its value for a spectrum (SSA 1.1 §4.2; utypes of Appendix B).
struct SSAColumn: Sendable {
    let field: VOTableField
    let value: @Sendable (ArchiveSpectrum, ArchiveAddresses) -> VOTableValue

    static let all: [SSAColumn] = [
        text("accref", "Access.Reference", "meta.ref.url", "Where the spectrum can be fetched") {
            .text($0.1.product($0.0))
        },
        text("mime", "Access.Format", "meta.code.mime", "Media type of the spectrum") { .text($0.0.mediaType) },
        SSAColumn(
            field: VOTableField(
                name: "accsize", datatype: .long, id: "accsize", unit: "byte", ucd: "phys.size;meta.file",
                utype: "ssa:Access.Size", description: "Size of the file")
        ) { spectrum, _ in .integer(Int64(spectrum.byteCount)) },
        text("ssa_dstitle", "DataID.Title", "meta.title;meta.dataset", "Title of the spectrum") { .text($0.0.title) },
        text("ssa_pubDID", "Curation.PublisherDID", "meta.ref.ivoid", "Identifier given by the publisher") {
            .text($0.0.identifier)
        },
        text("ssa_targname", "Target.Name", "meta.id;src", "Name of the object") { .text($0.0.target) },
        text("ssa_collection", "DataID.Collection", "meta.id", "Layout of the file") { .text($0.0.collection) },
        real("ra", nil, "pos.eq.ra;meta.main", "deg", "Right ascension, ICRS") { $0.ra },
        real("dec", nil, "pos.eq.dec;meta.main", "deg", "Declination, ICRS") { $0.dec },
        SSAColumn(
            field: VOTableField(
                name: "ssa_location", datatype: .double, arraysize: "2", id: "ssa_location", unit: "deg", ucd: "pos.eq",
                utype: "ssa:Char.SpatialAxis.Coverage.Location.Value", xtype: "point", ref: "system",
                description: "ICRS position of the object")
        ) { spectrum, _ in .reals([spectrum.ra, spectrum.dec]) },
        real("ssa_dateObs", "Char.TimeAxis.Coverage.Location.Value", "time.epoch", "d", "Middle of the exposure, MJD") {
            $0.mjd
        },
        real("ssa_timeExt", "Char.TimeAxis.Coverage.Bounds.Extent", "time.duration", "s", "Exposure time") {
            $0.exposure
        },
        real(
            "ssa_specmid", "Char.SpectralAxis.Coverage.Location.Value", "em.wl;instr.bandpass", "m", "Middle wavelength"
        ) {
            ($0.band.lowerBound + $0.band.upperBound) / 2
        },
        real(
            "ssa_specext", "Char.SpectralAxis.Coverage.Bounds.Extent", "em.wl;instr.bandwidth", "m",
            "Width of the range"
        ) {
            $0.band.upperBound - $0.band.lowerBound
        },
        real("ssa_specstart", "Char.SpectralAxis.Coverage.Bounds.Start", "em.wl;stat.min", "m", "Shortest wavelength") {
            $0.band.lowerBound
        },
        real("ssa_specend", "Char.SpectralAxis.Coverage.Bounds.Stop", "em.wl;stat.max", "m", "Longest wavelength") {
            $0.band.upperBound
        },
        real("ssa_specrp", "Char.SpectralAxis.ResPower", "spect.resolution", nil, "Resolving power") {
            $0.resolvingPower
        },
        real("ssa_snr", "Derived.SNR", "stat.snr", nil, "Median signal-to-noise ratio per pixel") { $0.snr },
        SSAColumn(
            field: VOTableField(
                name: "ssa_length", datatype: .long, id: "ssa_length", ucd: "meta.number", utype: "ssa:Dataset.Length",
                description: "Points of the spectrum")
        ) { spectrum, _ in .integer(Int64(spectrum.length)) },
        text("ssa_fluxcalib", "Char.FluxAxis.Calibration", "meta.code.qual", "Kind of flux calibration") {
            .text($0.0.calibration)
        },
        text("ssa_spectralucd", "Char.SpectralAxis.Ucd", "meta.ucd", "UCD of the file's wavelengths") {
            .text($0.0.spectralUCD)
        },
        text("ssa_spectralunit", "Char.SpectralAxis.Unit", "meta.unit", "Unit of the file's wavelengths") {
            .text($0.0.spectralUnit)
        },
        text("ssa_fluxucd", "Char.FluxAxis.Ucd", "meta.ucd", "UCD of the file's flux") { .text($0.0.fluxUCD) },
        text("ssa_fluxunit", "Char.FluxAxis.Unit", "meta.unit", "Unit of the file's flux") { .text($0.0.fluxUnit) },
        links,
    ]

    /// What holds for every spectrum of this archive.
    static let constants: [VOTableDocument.Parameter] = [
        constant("ssa_model", "Dataset.DataModel", "meta.code.class", "Spectrum-1.0"),
        // All rows answer the query equally well.
        .init(
            field: VOTableField(
                name: "ssa_score", datatype: .float, id: "ssa_score", ucd: "stat.weight", utype: "ssa:Query.Score",
                description: "How well the row answers the query"), value: .real(1)),
        constant("ssa_dstype", "Dataset.Type", "meta.code.class", "Spectrum"),
        constant("ssa_publisher", "Curation.Publisher", "meta.curation", "Secchi demonstration archive"),
        constant("ssa_creationtype", "DataID.CreationType", "meta.code", "archival"),
        .init(
            field: VOTableField(
                name: "ssa_aperture", datatype: .double, id: "ssa_aperture", unit: "deg", ucd: "phys.angSize;instr.fov",
                utype: "ssa:Char.SpatialAxis.Coverage.Bounds.Extent", description: "Diameter of the fibre or slit"),
            value: .real(2.0 / 3600)),
    ]

    private static let links: SSAColumn = {
        var field = VOTableField(
            name: "datalink", datatype: .char, arraysize: "*", id: "datalink", ucd: "meta.ref.url",
            description: "What belongs to the spectrum, and what the archive can do with it")
        var link = VOTableDocument.Link()
        link.contentType = "application/x-votable+xml;content=datalink"
        link.title = "DataLink"
        field.links = [link]
        return SSAColumn(field: field) { .text($1.links($0)) }
    }()

    private static func text(
        _ name: String, _ utype: String, _ ucd: String, _ description: String,
        _ value: @escaping @Sendable ((ArchiveSpectrum, ArchiveAddresses)) -> VOTableValue
    ) -> SSAColumn {
        SSAColumn(
            field: VOTableField(
                name: name, datatype: .char, arraysize: "*", id: name, ucd: ucd, utype: "ssa:" + utype,
                description: description)
        ) { value(($0, $1)) }
    }

    private static func real(
        _ name: String, _ utype: String?, _ ucd: String, _ unit: String?, _ description: String,
        _ value: @escaping @Sendable (ArchiveSpectrum) -> Double
    ) -> SSAColumn {
        SSAColumn(
            field: VOTableField(
                name: name, datatype: .double, id: name, unit: unit, ucd: ucd, utype: utype.map { "ssa:" + $0 },
                description: description)
        ) { spectrum, _ in .real(value(spectrum)) }
    }

    private static func constant(_ name: String, _ utype: String, _ ucd: String, _ value: String)
        -> VOTableDocument.Parameter
    {
        .init(
            field: VOTableField(
                name: name, datatype: .char, arraysize: "*", id: name, ucd: ucd, utype: "ssa:" + utype),
            value: .text(value))
    }
}
