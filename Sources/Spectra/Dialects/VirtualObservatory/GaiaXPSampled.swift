// SPDX-License-Identifier: Apache-2.0

internal import VOTable

/// Gaia BP/RP mean spectra sampled on a wavelength grid, as the Gaia archive's DataLink sends them, VOTable or CSV.
///
/// Columns wavelength (nm), flux and flux_error (W m⁻² nm⁻¹); the source's number is a PARAM in VOTables and a column
/// in CSV, where one file can hold several sources. Wavelengths are in vacuum (De Angeli et al. 2023,
/// doi:10.1051/0004-6361/202243680).
enum GaiaXPSampled: Dialect {
    static let name = "gaia-xp-sampled"
    static let summary = "Gaia XP sampled mean spectra, VOTable and CSV"

    static func recognises(_ content: FileContent) -> Bool {
        switch content {
        case .votable(let document, _):
            document.tables.contains { table in
                isSampled(table.fields.map(\.name)) && table.parameters.contains { $0.field.name == "source_id" }
            }
        case .text(let text, _):
            text.utf8.prefix(16).elementsEqual("source_id,soluti".utf8)
                && isSampled(text.prefix { !$0.isNewline }.split(separator: ",").map(String.init))
        default: false
        }
    }

    private static func isSampled(_ names: [String]) -> Bool {
        ["wavelength", "flux", "flux_error"].allSatisfy(names.contains)
    }

    static func spectra(in content: FileContent) throws(SpectrumError) -> [Spectrum] {
        do {
            switch content {
            case .votable(let document, let file): return try spectra(in: document, file: file)
            case .text(let text, let file): return try spectra(in: text, file: file)
            case .fits, .archive: return []
            }
        } catch let error as SpectrumError {
            throw error
        } catch {
            throw .system(file: content.name, reason: "\(error)")
        }
    }

    private static func spectra(in document: VOTableDocument, file: String) throws -> [Spectrum] {
        try VOTableTable.all(of: document, file: file).flatMap { table -> [Spectrum] in
            guard isSampled(table.columns.map(\.name)), let roles = ColumnRoles(table.columns) else { return [] }
            let facts = SpectrumFacts(table: table.table, of: document)
            return try table.spectra(roles, dialect: name).map { spectrum in
                var spectrum = spectrum
                facts.describe(&spectrum)
                finish(&spectrum, source: facts.text("source_id"))
                return spectrum
            }
        }
    }

    private static func spectra(in text: String, file: String) throws -> [Spectrum] {
        var reader = try DelimitedTextReader(bytes: Array(text.utf8), name: file, format: .csv)
        guard try reader.nextRecord() else { return [] }
        let names = reader.texts()
        guard let id = names.firstIndex(of: "source_id"), let wavelength = names.firstIndex(of: "wavelength"),
            let flux = names.firstIndex(of: "flux"), let error = names.firstIndex(of: "flux_error")
        else { return [] }
        let places = (names.firstIndex(of: "ra"), names.firstIndex(of: "dec"))
        var spectra: [Spectrum] = []
        while try reader.nextRecord() {
            guard reader.fieldCount == names.count, let value = reader.number(wavelength) else {
                throw SpectrumError.badText(
                    file: file, line: reader.line,
                    reason: "\(reader.fieldCount) fields, and \(names.count) were announced")
            }
            let source = reader.text(id)
            if spectra.last?.metadata["source_id"] != source {
                var spectrum = Spectrum(
                    axis: SpectralAxis(values: [], unit: "nm", medium: .vacuum), flux: [],
                    fluxUnit: "W/(m**2.nm)", dialect: name, source: Spectrum.Source(file: file, row: spectra.count))
                spectrum.error = []
                spectrum.target.ra = places.0.flatMap { reader.number($0) }
                spectrum.target.dec = places.1.flatMap { reader.number($0) }
                finish(&spectrum, source: source)
                spectrum.assumptions.append(
                    "Wavelengths were taken for nm and fluxes for W/(m**2.nm), as Gaia gives them.")
                spectra.append(spectrum)
            }
            let last = spectra.count - 1
            spectra[last].axis.values.append(value)
            spectra[last].flux.append(Float(reader.number(flux) ?? .nan))
            spectra[last].error?.append(Float(reader.number(error) ?? .nan))
        }
        return spectra
    }

    private static func finish(_ spectrum: inout Spectrum, source: String?) {
        spectrum.axis.medium = .vacuum
        spectrum.observation.telescope = "Gaia"
        spectrum.observation.instrument = "BP/RP"
        guard let source else { return }
        spectrum.identifier = source
        spectrum.group = source
        spectrum.metadata["source_id"] = source
        spectrum.target.name = "Gaia DR3 \(source)"
    }
}
