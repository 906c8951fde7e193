// SPDX-License-Identifier: Apache-2.0

/// Which columns of a labelled table hold what, found by name or told by the user.
struct TableColumns {
    var id: Int?
    var label: Int?
    var group: Int?
    var object: Int?
    var source: Int?
    var ra: Int?
    var dec: Int?
    var snr: Int?
    var mjd: Int?
    var redshift: Int?

    /// - Throws: ``DatasetError/missing(file:what:)`` for a column that the user names and the table lacks.
    init(_ names: [String], options: DatasetReadOptions, file: String) throws(DatasetError) {
        let lower = names.map { $0.lowercased() }
        func find(_ candidates: [String]) -> Int? {
            candidates.lazy.compactMap { lower.firstIndex(of: $0) }.first
        }
        func told(_ name: String?, else candidates: [String]) throws(DatasetError) -> Int? {
            guard let name else { return find(candidates) }
            guard let index = lower.firstIndex(of: name.lowercased()) else {
                throw .missing(
                    file: file, what: "column \"\(name)\"; it has: \(names.prefix(20).joined(separator: ", "))")
            }
            return index
        }
        id = try told(
            options.idColumn, else: ["id", "identifier", "filename", "file", "specid", "spectrum_id", "name"])
        label = try told(options.labelColumn, else: ["label", "class", "class_label", "target_class", "type"])
        object = find(["object", "target", "targname", "star", "sn", "object_name"])
        if object == nil, let name = lower.firstIndex(of: "name"), name != id { object = name }
        group = try told(options.groupColumn, else: ["group", "object_id"])
        source = find(["source", "path", "url"])
        ra = find(["ra", "raj2000", "ra_deg"])
        dec = find(["dec", "dej2000", "dec_deg", "decl"])
        snr = find(["snr", "sn_median", "s_n"])
        mjd = find(["mjd"])
        redshift = find(["redshift", "z"])
    }

    /// The columns that hold something other than flux.
    var all: Set<Int> {
        Set([id, label, group, object, source, ra, dec, snr, mjd, redshift].compactMap(\.self))
    }
}
