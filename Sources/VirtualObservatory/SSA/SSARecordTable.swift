// SPDX-License-Identifier: Apache-2.0

public import VOTable

/// Records of any services as one table: the items that Secchi knows with SSA's utypes, so that other programs find the spectra, and
/// behind them every other column of the original answers.
public enum SSARecordTable {
    private struct Item {
        let field: VOTableField
        let value: (SSARecord) -> VOTableValue
    }

    private static func text(
        _ name: String, _ utype: String, _ ucd: String? = nil, _ get: @escaping (SSARecord) -> String?
    ) -> Item {
        let field = VOTableField(name: name, datatype: .char, arraysize: "*", ucd: ucd, utype: "ssa:" + utype)
        return Item(field: field) { get($0).map { .text($0) } ?? .null }
    }

    private static func number(
        _ name: String, _ unit: String?, _ utype: String, _ ucd: String, xtype: String? = nil,
        _ get: @escaping (SSARecord) -> Double?
    ) -> Item {
        let field = VOTableField(
            name: name, datatype: .double, unit: unit, ucd: ucd, utype: "ssa:" + utype, xtype: xtype)
        return Item(field: field) { get($0).map { .real($0) } ?? .null }
    }

    private static var items: [Item] {
        [
            text("accref", "Access.Reference", "meta.ref.url;meta.dataset") { $0.accessURL },
            text("mime", "Access.Format", "meta.code.mime") { record in
                record.format.map { $0.isLinks ? $0.essence + ";content=datalink" : $0.essence }
            },
            number("accsize", "byte", "Access.Size", "phys.size;meta.file") { $0.estimatedSize.map(Double.init) },
            text("target", "Target.Name", "meta.id;src") { $0.targetName },
            text("class", "Target.Class", "src.class") { $0.targetClass },
            number("z", nil, "Target.Redshift", "src.redshift") { $0.redshift },
            number("ra", "deg", "Char.SpatialAxis.Coverage.Location.Value.C1", "pos.eq.ra;meta.main") {
                $0.position?.rightAscension
            },
            number("dec", "deg", "Char.SpatialAxis.Coverage.Location.Value.C2", "pos.eq.dec;meta.main") {
                $0.position?.declination
            },
            number("mjd", "d", "Char.TimeAxis.Coverage.Location.Value", "time.epoch", xtype: "mjd") { $0.time },
            number("exposure", "s", "Char.TimeAxis.Coverage.Bounds.Extent", "time.duration") { $0.exposure },
            number("wave_min", "m", "Char.SpectralAxis.Coverage.Bounds.Start", "em.wl;stat.min") { $0.bandStart },
            number("wave_max", "m", "Char.SpectralAxis.Coverage.Bounds.Stop", "em.wl;stat.max") { $0.bandStop },
            number("snr", nil, "Derived.SNR", "stat.snr") { $0.signalToNoise },
            text("title", "DataID.Title", "meta.title;meta.dataset") { $0.title },
            text("collection", "DataID.Collection") { $0.collection },
            text("instrument", "DataID.Instrument", "meta.id;instr") { $0.instrument },
            text("flux_unit", "Char.FluxAxis.Unit", "meta.unit") { $0.fluxUnit },
            text("flux_calibration", "Char.FluxAxis.Calibration") { $0.fluxCalibration },
            text("wave_unit", "Char.SpectralAxis.Unit", "meta.unit") { $0.spectralUnit },
            text("wave_ucd", "Char.SpectralAxis.Ucd", "meta.ucd") { $0.spectralUCD },
            text("publisher_did", "Curation.PublisherDID", "meta.ref.ivoid") { $0.publisherDID },
            text("creator_did", "DataID.CreatorDID", "meta.id") { $0.creatorDID },
        ]
    }

    /// The table, in the order of the records.
    public static func table(_ records: [SSARecord]) -> VOTableDocument.Table {
        let items = items
        var table = VOTableDocument.Table()
        table.name = "spectra"
        table.fields = items.map(\.field)
        var link = VOTableField(name: "links", datatype: .char, arraysize: "*", ucd: "meta.ref.url")
        var target = VOTableDocument.Link()
        target.contentType = "application/x-votable+xml;content=datalink"
        link.links = [target]
        table.fields += [link, VOTableField(name: "service", datatype: .char, arraysize: "*", ucd: "meta.ref.url")]
        let others = Others(records, known: table.fields)
        table.fields += others.fields
        table.rows = records.map { record in
            let own = items.map { $0.value(record) }
            let ends: [VOTableValue] = [record.linksURL.map { .text($0) } ?? .null, .text(record.service)]
            return own + ends + others.cells(record)
        }
        return table
    }
}

/// The columns of the answers that are not among Secchi's own.
private struct Others {
    private(set) var fields: [VOTableField] = []
    private var places: [String: Int] = [:]

    init(_ records: [SSARecord], known: [VOTableField]) {
        let utypes = Set(known.compactMap { $0.utype.map { ColumnItem.plain(utype: $0) } })
        var names = Set(known.map { $0.name.lowercased() })
        var seen: [VOTableField]?
        for record in records where record.fields != seen {
            seen = record.fields
            for field in record.fields {
                if let utype = field.utype, utypes.contains(ColumnItem.plain(utype: utype)) { continue }
                let isTaken = known.contains {
                    $0.name.equalsIgnoringCase(field.name) && $0.ucd == field.ucd && $0.ucd != nil
                }
                if isTaken { continue }
                if let place = places[field.name] {
                    let first = fields[place]
                    guard
                        first.datatype != field.datatype || first.arraysize != field.arraysize
                            || first.unit != field.unit
                    else { continue }
                    // Services that do not agree are kept as they write it.
                    fields[place].datatype = .char
                    fields[place].arraysize = "*"
                    fields[place].null = nil
                    continue
                }
                var field = field
                field.id = nil
                field.ref = nil
                field.links = []
                let name = field.name
                while !names.insert(field.name.lowercased()).inserted { field.name += "_" }
                places[name] = fields.count
                fields.append(field)
            }
        }
    }

    func cells(_ record: SSARecord) -> [VOTableValue] {
        var row = [VOTableValue](repeating: .null, count: fields.count)
        for (field, cell) in zip(record.fields, record.cells) {
            guard let place = places[field.name] else { continue }
            let isAsText = fields[place].datatype == .char && field.datatype != .char
            row[place] = isAsText ? cell.text.map { .text($0) } ?? .null : cell
        }
        return row
    }
}
