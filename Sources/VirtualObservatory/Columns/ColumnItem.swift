// SPDX-License-Identifier: Apache-2.0

/// Something that a table may tell about each row, and the marks by which its column is known, in order of trust.
public struct ColumnItem: Sendable, Hashable {
    /// Without prefix, in lower case: "access.reference".
    public var utypes: [String]
    /// Whole UCDs in lower case.
    public var ucds: [String]
    /// Column names (or IDs) in lower case.
    public var names: [String]

    public init(utypes: [String] = [], ucds: [String] = [], names: [String] = []) {
        self.utypes = utypes
        self.ucds = ucds
        self.names = names
    }

    /// A utype as ``utypes`` has it: without "ssa:", "obscore:", "spec:", "Spectrum.", "sdm." in front, in lower case.
    static func plain(utype: String) -> String {
        var text = utype.trimmed.lowercased()
        if let colon = text.lastIndex(of: ":") { text = String(text[text.index(after: colon)...]) }
        for prefix in ["ssa.", "sdm.", "spec.", "spectrum.", "obscore."] where text.hasPrefix(prefix) {
            text.removeFirst(prefix.count)
        }
        return text
    }
}

extension ColumnItem {
    public static let accessURL = ColumnItem(
        utypes: ["access.reference"], ucds: ["meta.ref.url;meta.dataset", "meta.ref.url", "vox:image_accessreference"],
        names: ["accref", "access_url", "acref", "accessurl", "access_reference"])
    public static let accessFormat = ColumnItem(
        utypes: ["access.format"], ucds: ["meta.code.mime", "vox:image_format"],
        names: ["mime", "access_format", "accessformat", "format", "content_type"])
    public static let accessSize = ColumnItem(
        utypes: ["access.size"], ucds: ["phys.size;meta.file", "vox:image_filesize"],
        names: ["accsize", "access_estsize", "access_size", "datasetsize"])
    public static let publisherDID = ColumnItem(
        utypes: ["curation.publisherdid"],
        ucds: ["meta.ref.ivoid", "meta.ref.uri;meta.curation", "meta.ref.url;meta.curation"],
        names: ["ssa_pubdid", "obs_publisher_did", "publisherdid", "publisher_did", "pubdid"])
    public static let creatorDID = ColumnItem(
        utypes: ["dataid.creatordid"], names: ["ssa_creatordid", "obs_creator_did", "creatordid", "creator_did"])
    public static let title = ColumnItem(
        utypes: ["dataid.title"], ucds: ["meta.title;meta.dataset", "meta.title;obs", "meta.title"],
        names: ["ssa_dstitle", "obs_title", "title"])
    public static let collection = ColumnItem(
        utypes: ["dataid.collection"], names: ["ssa_collection", "obs_collection", "collection"])
    public static let instrument = ColumnItem(
        utypes: ["dataid.instrument", "provenance.obsconfig.instrument.name"], ucds: ["meta.id;instr"],
        names: ["ssa_instrument", "instrument_name", "instrument"])
    public static let targetName = ColumnItem(
        utypes: ["target.name"], ucds: ["meta.id;src"],
        names: ["ssa_targname", "target_name", "targetname", "targname", "object"])
    public static let targetClass = ColumnItem(
        utypes: ["target.class"], ucds: ["src.class"],
        names: ["ssa_targclass", "target_class", "targetclass"])
    public static let redshift = ColumnItem(
        utypes: ["target.redshift"], ucds: ["src.redshift"], names: ["ssa_redshift", "redshift"])
    public static let signalToNoise = ColumnItem(
        utypes: ["derived.snr"], ucds: ["stat.snr"], names: ["ssa_snr", "snr"])
    public static let time = ColumnItem(
        utypes: ["char.timeaxis.coverage.location.value"], ucds: ["time.epoch", "time.epoch;obs"],
        names: ["ssa_dateobs", "dateobs", "date_obs"])
    public static let timeStart = ColumnItem(
        utypes: ["char.timeaxis.coverage.bounds.start", "char.timeaxis.coverage.bounds.limits.starttime"],
        ucds: ["time.start;obs.exposure", "time.start;obs", "time.start"], names: ["t_min", "tstart"])
    public static let timeStop = ColumnItem(
        utypes: ["char.timeaxis.coverage.bounds.stop", "char.timeaxis.coverage.bounds.limits.stoptime"],
        ucds: ["time.end;obs.exposure", "time.stop;obs", "time.end"], names: ["t_max", "tstop"])
    public static let exposure = ColumnItem(
        utypes: ["char.timeaxis.coverage.bounds.extent", "char.timeaxis.coverage.support.extent"],
        ucds: ["time.duration;obs.exposure", "time.duration"], names: ["ssa_timeext", "t_exptime", "exptime"])
    public static let bandStart = ColumnItem(
        utypes: ["char.spectralaxis.coverage.bounds.start", "char.spectralaxis.coverage.bounds.limits.lolimit"],
        ucds: ["em.wl;stat.min", "em;stat.min"], names: ["ssa_specstart", "em_min"])
    public static let bandStop = ColumnItem(
        utypes: ["char.spectralaxis.coverage.bounds.stop", "char.spectralaxis.coverage.bounds.limits.hilimit"],
        ucds: ["em.wl;stat.max", "em;stat.max"], names: ["ssa_specend", "em_max"])
    public static let bandMiddle = ColumnItem(
        utypes: ["char.spectralaxis.coverage.location.value"], ucds: ["em.wl;instr.bandpass", "instr.bandpass"],
        names: ["ssa_specmid"])
    public static let bandWidth = ColumnItem(
        utypes: ["char.spectralaxis.coverage.bounds.extent"], ucds: ["em.wl;instr.bandwidth", "instr.bandwidth"],
        names: ["ssa_specext"])
    public static let spectralUnit = ColumnItem(
        utypes: ["char.spectralaxis.unit", "dataset.spectralsi"], names: ["ssa_spectralunit"])
    public static let spectralUCD = ColumnItem(
        utypes: ["char.spectralaxis.ucd"], names: ["ssa_spectralucd", "em_ucd"])
    public static let fluxUnit = ColumnItem(
        utypes: ["char.fluxaxis.unit", "dataset.fluxsi"], names: ["ssa_fluxunit"])
    public static let fluxCalibration = ColumnItem(
        utypes: ["char.fluxaxis.calibration"], names: ["ssa_fluxcalib"])
    public static let aperture = ColumnItem(
        utypes: ["char.spatialaxis.coverage.bounds.extent", "char.spatialaxis.coverage.bounds.extent.diameter"],
        ucds: ["phys.angsize;instr.fov", "instr.fov"], names: ["ssa_aperture", "s_fov"])
    public static let frame = ColumnItem(utypes: ["coordsys.spaceframe.name"], names: ["ssa_csysname"])
    /// Right ascension and declination in one value.
    static let positionPair = ColumnItem(
        utypes: ["char.spatialaxis.coverage.location.value", "astrocoords.position2d.value2"], names: ["ssa_location"])
    static let rightAscension = ColumnItem(
        utypes: [
            "char.spatialaxis.coverage.location.value.c1",
            "char.spatialaxis.coverage.location.coord.position2d.value2.c1",
        ],
        ucds: ["pos.eq.ra;meta.main", "pos_eq_ra_main", "pos.eq.ra"],
        names: ["s_ra", "ra", "raj2000", "ra_j2000", "_raj2000", "ra_icrs"])
    static let declination = ColumnItem(
        utypes: [
            "char.spatialaxis.coverage.location.value.c2",
            "char.spatialaxis.coverage.location.coord.position2d.value2.c2",
        ],
        ucds: ["pos.eq.dec;meta.main", "pos_eq_dec_main", "pos.eq.dec"],
        names: ["s_dec", "dec", "dej2000", "de_j2000", "_dej2000", "de_icrs"])
    static let targetPosition = ColumnItem(utypes: ["target.pos", "target.pos.spoint"], names: ["ssa_targetpos"])
}
