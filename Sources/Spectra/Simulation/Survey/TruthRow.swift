// SPDX-License-Identifier: Apache-2.0

import VOTable

/// What is true of one spectrum of the survey: one row of `labels.csv` and `truth.vot`.
struct TruthRow: Sendable {
    /// The file name without extension.
    let id: String
    let label: String
    /// Below the survey's folder.
    let file: String
    let layout: String
    let values: [VOTableValue]
    /// The same spectrum's row of `spectra.vot`.
    let listing: [VOTableValue]

    init(of spectrum: SimulatedSpectrum, file: String, id: String, bytes: Int) {
        let object = spectrum.object
        let facts = object.model.facts
        self.id = id
        self.file = file
        label = object.label
        layout = object.layout.name
        listing = SurveyListing.row(of: spectrum, file: file, bytes: bytes)
        func real(_ value: Double?, _ decimals: Int) -> VOTableValue {
            value.map { .real($0.rounded(decimals: decimals)) } ?? .null
        }
        values = [
            .text(id), .text(object.label), .text(object.name), .text(file), .text(object.layout.name),
            .text(facts.subclass), real(object.ra, 7), real(object.dec, 7), .text(spectrum.date), real(spectrum.mjd, 6),
            .integer(Int64(spectrum.exposure)), real(object.signalToNoise, 2), real(object.magnitude, 2),
            real(facts.redshift, 7), real(facts.archiveClass == "STAR" ? spectrum.radialVelocity : nil, 3),
            real(spectrum.velocityCorrection, 3), real(facts.temperature, 0), real(object.extinction, 3),
            real(facts.emissionWidth, 2), real(facts.peakSeparation, 1),
            .text(spectrum.defects.map(\.name).joined(separator: " ")),
        ]
    }

    /// The columns, in the order of ``values``.
    static let fields: [VOTableField] = [
        text("id", "meta.id;meta.main", "File name without extension"),
        text("label", "src.class", "True class"),
        text("object", "meta.id", "Object; several exposures of one object share it"),
        text("file", "meta.file", "File below the folder of the survey"),
        text("layout", "meta.id", "Archive layout of the file"),
        text("subclass", "src.spType", "Spectral type or kind"),
        real("ra", "pos.eq.ra;meta.main", "deg", "Right ascension, ICRS"),
        real("dec", "pos.eq.dec;meta.main", "deg", "Declination, ICRS"),
        text("date", "time.epoch", "Middle of the exposure, UTC"),
        real("mjd", "time.epoch", "d", "Middle of the exposure, modified Julian date"),
        VOTableField(
            name: "exposure", datatype: .int, ucd: "meta.number", description: "Exposure of the object, from 0"),
        real("snr", "stat.snr", nil, "Median signal-to-noise ratio per pixel asked for"),
        real("magnitude", "phot.mag;em.opt.R", "mag", "r magnitude, AB"),
        real("redshift", "src.redshift", nil, "Redshift; for stars radial velocity over the speed of light"),
        real("radial_velocity", "spect.dopplerVeloc.opt", "km/s", "Heliocentric radial velocity of a star"),
        real("velocity_correction", "spect.dopplerVeloc", "km/s", "Speed of the Earth towards the object"),
        real("temperature", "phys.temperature.effective", "K", "Effective temperature of a star"),
        real("extinction", "phys.absorption", "mag", "Interstellar extinction A(V)"),
        real("halpha_width", "spect.line.eqWidth", "Angstrom", "Equivalent width of H alpha, negative in emission"),
        real("peak_separation", "spect.dopplerVeloc", "km/s", "Separation of two emission peaks"),
        text("defects", "meta.code.qual", "What the instrument did wrong, separated by blanks"),
    ]

    /// The row as a line of CSV, with its end.
    var csv: String {
        values.map { value in
            switch value {
            case .text(let text): text.contains(",") || text.contains("\"") ? Self.quoted(text) : text
            case .real(let number): String(number)
            case .integer(let number): String(number)
            default: ""
            }
        }.joined(separator: ",") + "\n"
    }

    static var csvHeader: String { fields.map(\.name).joined(separator: ",") + "\n" }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func text(_ name: String, _ ucd: String, _ description: String) -> VOTableField {
        VOTableField(name: name, datatype: .char, arraysize: "*", ucd: ucd, description: description)
    }

    private static func real(_ name: String, _ ucd: String, _ unit: String?, _ description: String) -> VOTableField {
        VOTableField(name: name, datatype: .double, unit: unit, ucd: ucd, description: description)
    }
}
