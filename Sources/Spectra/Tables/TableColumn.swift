// SPDX-License-Identifier: Apache-2.0

/// What a table says about one of its columns, whether it is FITS, VOTable or text.
struct TableColumn: Sendable, Hashable {
    /// 0-based place in the table.
    var index: Int
    var name: String
    var unit: String?
    var ucd: String?
    var utype: String?
    var description: String?
    var isNumeric: Bool
    /// Values in a cell; 0 if it differs from row to row.
    var elements: Int

    init(
        index: Int, name: String, unit: String? = nil, ucd: String? = nil, utype: String? = nil,
        description: String? = nil, isNumeric: Bool = true, elements: Int = 1
    ) {
        self.index = index
        self.name = name
        self.unit = unit
        self.ucd = ucd
        self.utype = utype
        self.description = description
        self.isNumeric = isNumeric
        self.elements = elements
    }

    /// Letters and digits in lower case: "fluxerror" of "FLUX_ERROR".
    var plainName: String { String(name.lowercased().unicodeScalars.filter { ("a"..."z") ~= $0 || ("0"..."9") ~= $0 }) }

    /// The utype below the data model: "data.fluxaxis.value" of "spec:Spectrum.Data.FluxAxis.Value".
    ///
    /// `nil` for utypes of other models, as ESO's "continuum:Data.FluxAxis.Value".
    var plainUtype: String? {
        guard var path = utype?.lowercased() else { return nil }
        if let colon = path.lastIndex(of: ":") {
            guard ["spec", "ssa", "sdm", "spectrum", "ssap", "spectrumdm"].contains(path[..<colon]) else { return nil }
            path = String(path[path.index(after: colon)...])
        }
        for model in ["spectrum.", "ssa.", "sdm."] where path.hasPrefix(model) { path.removeFirst(model.count) }
        return path
    }

    /// The first word of the UCD: "em.wl" of "em.wl;obs.atmos".
    var primaryUCD: String? {
        ucd?.lowercased().split(separator: ";").first.map { $0.filter { !$0.isWhitespace } }
    }

    /// Whether the column is said to hold wavelengths in air, or in vacuum.
    var statedMedium: SpectralMedium? {
        if let ucd = ucd?.lowercased(), ucd.contains("obs.atmos") { return .air }
        let words = ((description ?? "") + " " + name).lowercased().split { !$0.isLetter }
        if words.contains("air") || words.contains("awav") { return .air }
        if words.contains(where: { $0 == "vac" || $0.hasPrefix("vacuum") }) { return .vacuum }
        return nil
    }
}
