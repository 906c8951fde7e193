// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Spectra

extension CatalogueEntry {
    /// The columns that ``init(_:)-(GRDB.Row)`` wants, in its order, and the tables they come from.
    static let selection = """
        SELECT spectrum.id, hex(original.hash), original.name, part, row, identifier,
            is_repeated, dialect, object, ra, dec, redshift, date, mjd, exposure, snr, instrument, telescope, n_points, wave_min,
            wave_max, wave_unit, medium, spacing, flux_unit, has_error, label, subclass, object_group, archive_label,
            observation_key, twin_of, spectrum_text.metadata, spectrum_text.assumptions, spectrum_text.warnings
        FROM spectrum JOIN original ON original.id = spectrum.original
            LEFT JOIN spectrum_text ON spectrum_text.spectrum = spectrum.id
        """

    init(_ row: GRDB.Row) {
        // By number, because looking for thirty names takes longer than reading them.
        var column = -1
        func next<Value: DatabaseValueConvertible>() -> Value {
            column += 1
            return row[column]
        }
        func nextIfAny<Value: DatabaseValueConvertible>() -> Value? {
            column += 1
            return row[column]
        }
        id = next()
        original = (next() as String).lowercased()
        file = next()
        part = next()
        self.row = next()
        identifier = next()
        isRepeated = next()
        dialect = next()
        object = nextIfAny()
        ra = nextIfAny()
        dec = nextIfAny()
        redshift = nextIfAny()
        date = nextIfAny()
        mjd = nextIfAny()
        exposureTime = nextIfAny()
        snr = nextIfAny()
        instrument = nextIfAny()
        telescope = nextIfAny()
        pointCount = next()
        waveMin = nextIfAny()
        waveMax = nextIfAny()
        waveUnit = next()
        medium = SpectralMedium(rawValue: next()) ?? .unknown
        spacing = SpectralAxis.Spacing(rawValue: next()) ?? .irregular
        fluxUnit = next()
        hasError = next()
        label = nextIfAny()
        subclass = nextIfAny()
        group = nextIfAny()
        archiveLabel = nextIfAny()
        observationKey = nextIfAny()
        twinOf = nextIfAny()
        metadata = StoredTexts.facts(nextIfAny())
        assumptions = StoredTexts.list(nextIfAny())
        warnings = StoredTexts.list(nextIfAny())
    }
}
