// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Spectra

extension CatalogueEntry {
    /// The columns that ``init(_:)-(GRDB.Row)`` wants, and the tables they come from.
    static let selection = """
        SELECT spectrum.*, lower(hex(original.hash)) AS hash, original.name AS file,
            spectrum_text.metadata, spectrum_text.assumptions, spectrum_text.warnings,
            EXISTS (
                SELECT 1 FROM spectrum AS earlier WHERE earlier.identifier = spectrum.identifier COLLATE NOCASE
                    AND +earlier.collection = spectrum.collection AND earlier.id < spectrum.id
            ) AS is_repeated
        FROM spectrum JOIN original ON original.id = spectrum.original
            LEFT JOIN spectrum_text ON spectrum_text.spectrum = spectrum.id
        """

    init(_ row: GRDB.Row) {
        id = row["id"]
        original = row["hash"]
        file = row["file"]
        part = row["part"]
        self.row = row["row"]
        identifier = row["identifier"]
        isRepeated = row["is_repeated"]
        dialect = row["dialect"]
        object = row["object"]
        ra = row["ra"]
        dec = row["dec"]
        redshift = row["redshift"]
        date = row["date"]
        mjd = row["mjd"]
        exposureTime = row["exposure"]
        snr = row["snr"]
        instrument = row["instrument"]
        telescope = row["telescope"]
        pointCount = row["n_points"]
        waveMin = row["wave_min"]
        waveMax = row["wave_max"]
        waveUnit = row["wave_unit"]
        medium = SpectralMedium(rawValue: row["medium"]) ?? .unknown
        spacing = SpectralAxis.Spacing(rawValue: row["spacing"]) ?? .irregular
        fluxUnit = row["flux_unit"]
        hasError = row["has_error"]
        label = row["label"]
        subclass = row["subclass"]
        group = row["object_group"]
        archiveLabel = row["archive_label"]
        observationKey = row["observation_key"]
        twinOf = row["twin_of"]
        metadata = Self.decoded(row["metadata"]) ?? [:]
        assumptions = Self.decoded(row["assumptions"]) ?? []
        warnings = Self.decoded(row["warnings"]) ?? []
    }

    private static func decoded<Value: Decodable>(_ text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    /// JSON with sorted keys; `nil` for an empty value, which needs no room.
    static func encoded(_ value: some Encodable & Swift.Collection) -> String? {
        guard !value.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
    }
}
