// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import Spectra

/// Datasets as FITS files.
///
/// | HDU | holds |
/// |---|---|
/// | primary | flux, 32-bit floats, NAXIS1 pixels × NAXIS2 spectra, with the spectral WCS of the grid on axis 1 |
/// | SPECTRA | binary table, one row for each image row |
/// | WAVELENGTH | binary table of pixel centres, where the WCS cannot state the grid |
/// | MASK | bytes, 1 where a pixel has no data; only if there is one |
/// | IVAR | inverse variances, 32-bit floats; only if there are some |
/// | RECIPE | binary table of one row and column: the recipe as JSON; only if known |
enum FITSDataset {
    /// The columns of SPECTRA, as they are read and written.
    static let columnNames = [
        "id", "name", "ra", "dec", "label", "group", "snr", "mjd", "redshift", "source",
    ]

    static func columns(widths: TextWidths) -> [FITSColumnDefinition] {
        [
            .init("id", .text, count: widths.id, comment: "identifier", ucd: "meta.id;meta.main"),
            .init("name", .text, count: widths.object, comment: "name of the object", ucd: "meta.id;src"),
            .init("ra", .double, unit: "deg", comment: "right ascension, ICRS", ucd: "pos.eq.ra;meta.main"),
            .init("dec", .double, unit: "deg", comment: "declination, ICRS", ucd: "pos.eq.dec;meta.main"),
            .init("label", .text, count: widths.label, comment: "class, empty if not known", ucd: "meta.code.class"),
            .init(
                "group", .text, count: widths.group, comment: "same for spectra of one object", ucd: "meta.id.parent"),
            .init("snr", .double, comment: "median signal to noise per pixel", ucd: "stat.snr"),
            .init("mjd", .double, unit: "d", comment: "date of observation, MJD", ucd: "time.epoch"),
            .init("redshift", .double, comment: "redshift", ucd: "src.redshift"),
            .init("source", .text, count: widths.source, comment: "file or URL of the original", ucd: "meta.ref"),
        ]
    }

    /// How many bytes each text column needs.
    struct TextWidths: Codable {
        var id = 1
        var object = 1
        var label = 1
        var group = 1
        var source = 1

        init() {}

        init(_ rows: [DatasetRow]) {
            for row in rows {
                id = max(id, row.id.utf8.count)
                object = max(object, row.object?.utf8.count ?? 0)
                label = max(label, row.label?.utf8.count ?? 0)
                group = max(group, row.group?.utf8.count ?? 0)
                source = max(source, row.source.utf8.count)
            }
        }

        mutating func widen(to other: TextWidths) {
            id = max(id, other.id)
            object = max(object, other.object)
            label = max(label, other.label)
            group = max(group, other.group)
            source = max(source, other.source)
        }
    }

    /// The values of SPECTRA for some rows.
    static func values(of rows: [DatasetRow]) -> [FITSColumnValues] {
        [
            .texts(rows.map(\.id)), .texts(rows.map { $0.object ?? "" }),
            .doubles(rows.map { $0.ra ?? .nan }), .doubles(rows.map { $0.dec ?? .nan }),
            .texts(rows.map { $0.label ?? "" }), .texts(rows.map { $0.group ?? "" }),
            .doubles(rows.map { $0.snr ?? .nan }), .doubles(rows.map { $0.mjd ?? .nan }),
            .doubles(rows.map { $0.redshift ?? .nan }), .texts(rows.map(\.source)),
        ]
    }
}
