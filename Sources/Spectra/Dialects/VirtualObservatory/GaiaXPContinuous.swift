// SPDX-License-Identifier: Apache-2.0

internal import FITS
internal import VOTable

/// Gaia BP/RP spectra in the continuous representation: coefficients of basis functions, which a clear error says.
enum GaiaXPContinuous: Dialect {
    static let name = "gaia-xp-continuous"
    static let summary =
        "Gaia XP continuous (coefficients of basis functions): recognised, and told from sampled spectra"

    private static let marks = ["source_id", "bp_coefficients", "rp_coefficients"]

    static func recognises(_ content: FileContent) -> Bool {
        switch content {
        case .votable(let document, _):
            document.tables.contains { table in
                marks.allSatisfy { mark in
                    table.fields.contains { $0.name == mark } || table.parameters.contains { $0.field.name == mark }
                }
            }
        case .text(let text, _):
            marks.allSatisfy(text.prefix { !$0.isNewline }.split(separator: ",").map(String.init).contains)
        case .fits(let file):
            file.hdus.contains { hdu in marks.allSatisfy { hdu.column($0) != nil } }
        case .archive: false
        }
    }

    static func spectra(in content: FileContent) throws(SpectrumError) -> [Spectrum] {
        throw .noSpectrum(
            file: content.name,
            reason:
                "it holds \(try count(content)) Gaia XP spectra as coefficients of basis functions, not as fluxes; get the "
                + "product XP_SAMPLED of the same sources, or sample these with GaiaXPy")
    }

    private static func count(_ content: FileContent) throws(SpectrumError) -> Int {
        switch content {
        case .votable(let document, _):
            return document.tables.reduce(0) { $0 + $1.rows.count }
        case .text(let text, let name):
            var reader = try DelimitedTextReader(bytes: Array(text.utf8), name: name, format: .csv)
            var records = 0
            while try reader.nextRecord() { records += 1 }
            return max(0, records - 1)
        case .fits(let file):
            return file.hdus.first { hdu in marks.allSatisfy { hdu.column($0) != nil } }?.rowCount ?? 0
        case .archive: return 0
        }
    }
}
