// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Spectra in image extensions called WAVE, FLUX, IVAR and MASK, as the MaNGA survey stores its row-stacked spectra.
///
/// WAVE has one value per column, or one per pixel of FLUX; IVAR, MASK, a Z per spectrum and the resolution are
/// optional. MaNGA's wavelengths are in vacuum, heliocentric, and its mask bits 0, 2, 3 and 10 (no coverage, dead
/// fibre, foreground star, do not use) make a pixel bad. Source: Law et al. 2016, doi:10.3847/0004-6256/152/4/83, §9.
enum WaveFluxImages: FITSDialect {
    static let name = "manga-rss"
    static let summary = "MaNGA row-stacked and like files: image extensions WAVE, FLUX, IVAR and MASK."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let flux = file[extension: "FLUX"], let wave = file[extension: "WAVE"] else { return false }
        return flux.kind == .image && wave.kind == .image && (1...2).contains(flux.imageShape.count)
            && (wave.imageShape == flux.imageShape || wave.imageShape == Array(flux.imageShape.prefix(1)))
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let flux = file[extension: "FLUX"], let wave = file[extension: "WAVE"], recognises(file) else {
            return []
        }
        let width = flux.imageShape[0]
        let height = flux.imageShape.count > 1 ? flux.imageShape[1] : 1
        guard height <= ImageLines.limit else {
            throw SpectrumError.tooLarge(file: file.name, what: "\(height) lines", limit: ImageLines.limit)
        }
        let planes = (ivar: plane("IVAR", of: file, like: flux), mask: plane("MASK", of: file, like: flux))
        let redshifts =
            try file[extension: "Z"].flatMap { $0.imageShape == [height] ? $0 : nil }?.pixelsAsDoubles() ?? []
        let shared = wave.imageShape.count == 1 ? try wave.pixelsAsDoubles() : nil
        var common = Spectrum(
            axis: SpectralAxis(values: [], unit: "Angstrom", medium: .vacuum), flux: [], dialect: name,
            source: Spectrum.Source(file: file.name, part: flux.index))
        common.describe(from: flux.header)
        if let primary = file.hdus.first { common.describe(from: primary.header) }
        common.observation.velocityFrame = common.observation.velocityFrame ?? "HELIOCENTRIC"
        common.assumptions.append("Ångström in vacuum, heliocentric, as of MaNGA; no keyword states it.")
        if let text = flux.header.text("BUNIT") {
            common.fluxUnit = PhysicalUnit.canonical(text)
        } else {
            common.fluxUnit = PhysicalUnit.canonical("1e-17 erg/cm^2/s/Angstrom/spaxel")
            common.assumptions.append("Flux is in 1e-17 erg/cm²/s/Å/spaxel, as of MaNGA; no keyword states it.")
        }
        var spectra: [Spectrum] = []
        for line in 0..<height {
            let range = line * width..<(line + 1) * width
            var spectrum = common
            spectrum.axis.values = try shared ?? wave.pixelsAsDoubles(in: range)
            spectrum.flux = try flux.pixels(in: range)
            spectrum.mask = try planes.mask.map { try badPixels($0.pixelsAsDoubles(in: range)) }
            if let plane = planes.ivar { spectrum.take(inverseVariance: try plane.pixels(in: range)) }
            spectrum.target.redshift = line < redshifts.count ? redshifts[line] : spectrum.target.redshift
            spectrum.source.row = line
            spectra.append(spectrum)
        }
        return spectra
    }

    private static func plane(_ name: String, of file: FITSFile, like flux: FITSHDU) -> FITSHDU? {
        file[extension: name].flatMap { $0.kind == .image && $0.imageShape == flux.imageShape ? $0 : nil }
    }

    private static func badPixels(_ bits: [Double]) throws -> [Bool] {
        let bad = 1 << 0 | 1 << 2 | 1 << 3 | 1 << 10
        return bits.map { (Int(exactly: $0) ?? bad) & bad != 0 }
    }
}
