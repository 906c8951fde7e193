// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// IRAF multispec: many spectra in the lines of one image, each with its own dispersion solution in the WAT2
/// attributes.
///
/// All seven kinds of dispersion function are evaluated, several with weights too, and the Doppler factor is applied.
/// Of a cube with several bands the first, the spectrum, is read; a band called "sigma" gives the error. Source: Valdes
/// 1993, "The IRAF/NOAO Spectral World Coordinate Systems".
enum IrafMultispec: FITSDialect {
    static let name = "iraf-multispec"
    static let summary =
        "IRAF multispec and echelle images: each line has its own, also non-linear, dispersion solution."

    static func recognises(_ file: FITSFile) -> Bool { file.hdus.contains(where: isMultispec) }

    private static func isMultispec(_ hdu: FITSHDU) -> Bool {
        guard hdu.kind == .image, (1...3).contains(hdu.imageShape.count), hdu.imageShape[0] > 0,
            hdu.imageShape[0] <= ImageAxis.limit
        else { return false }
        return hdu.header.text("CTYPE1")?.uppercased().hasPrefix("MULTISPE") == true
            || hdu.header.text("WAT0_001")?.contains("multispec") == true
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        var spectra: [Spectrum] = []
        for hdu in file.hdus where isMultispec(hdu) { spectra += try Self.spectra(of: hdu, file: file.name) }
        guard !spectra.isEmpty else {
            throw SpectrumError.noSpectrum(
                file: file.name, reason: "its lines have no wavelength calibration (dtype -1)")
        }
        return spectra
    }

    private static func spectra(of hdu: FITSHDU, file: String) throws -> [Spectrum] {
        let header = hdu.header
        let lines = WATAttributes(header, axis: 2)
        let unit = WATAttributes(header, axis: 1)["units"].flatMap(PhysicalUnit.init)
        let (width, height) = (hdu.imageShape[0], hdu.imageShape.count > 1 ? hdu.imageShape[1] : 1)
        let bands = Bands(header, count: hdu.imageShape.count > 2 ? hdu.imageShape[2] : 1)
        let (offset, factor) = (header.double("LTV1") ?? 0, header.double("LTM1_1").flatMap { $0 == 0 ? nil : $0 } ?? 1)
        var common = Spectrum(
            axis: SpectralAxis(values: [], unit: "", medium: .unknown), flux: [],
            fluxUnit: PhysicalUnit.canonical(header.text("BUNIT") ?? ""), dialect: name,
            source: Spectrum.Source(file: file))
        common.describe(from: header)
        common.assumptions += bands.assumptions

        var spectra: [Spectrum] = []
        for line in 0..<height {
            guard let text = lines["spec\(line + 1)"] else {
                throw SpectrumError.malformed(
                    file: file, part: hdu.index, row: line, reason: "no attribute spec\(line + 1) in the WAT2 keywords")
            }
            guard let entry = MultispecEntry(text) else {
                throw SpectrumError.malformed(
                    file: file, part: hdu.index, row: line, reason: "the attribute spec\(line + 1) cannot be understood"
                )
            }
            if case .none = entry.dispersion { continue }
            let count = min(entry.count, width)
            var spectrum = common
            spectrum.axis = entry.axis(count: count) { ($0 - offset) / factor }
            spectrum.finishIrafAxis(unit: unit, header: header)
            let first = (bands.spectrum * height + line) * width
            spectrum.flux = try hdu.pixels(in: first..<first + count)
            if let band = bands.sigma {
                let first = (band * height + line) * width
                spectrum.error = try hdu.pixels(in: first..<first + count)
            }
            spectrum.source = Spectrum.Source(file: file, part: hdu.index, row: line)
            spectrum.metadata["aperture"] = String(entry.aperture)
            spectrum.metadata["beam"] = String(entry.beam)
            spectrum.metadata["title"] = header.text("APID\(line + 1)")
            if entry.doppler != 0 {
                spectrum.assumptions.append("The Doppler factor 1/(1+\(entry.doppler)) of the header is applied.")
            }
            spectra.append(spectrum)
        }
        return spectra
    }

    /// What the planes of a cube hold, by BANDIDn.
    private struct Bands {
        var spectrum = 0
        var sigma: Int?
        var assumptions: [String] = []

        init(_ header: FITSHeader, count: Int) {
            guard count > 1 else { return }
            var left: [String] = []
            for band in 0..<min(count, 16) {
                let text = header.text("BANDID\(band + 1)")?.lowercased() ?? ""
                if band == spectrum { continue }
                if text.hasPrefix("sigma"), sigma == nil { sigma = band } else { left.append(text) }
            }
            assumptions.append("Band 1 of \(count) is the spectrum; left out: \(left.joined(separator: "; ")).")
        }
    }
}

extension Spectrum {
    /// Unit and medium of an axis whose values IRAF gave: ångström in air, unless the header or the range say
    /// otherwise.
    mutating func finishIrafAxis(unit: PhysicalUnit?, header: FITSHeader) {
        if let unit, SpectralQuantity(unit) != nil {
            axis.unit = unit.axisSpelling
        } else {
            axis.unit = "Angstrom"
            assumptions.append("No unit of wavelength: ångström, IRAF's own, is taken.")
        }
        finishIrafMedium(header: header)
    }

    /// Optical line lists of IRAF are in air. Beyond 1 µm, and for files that IRAF did not write, both occur.
    mutating func finishIrafMedium(header: FITSHeader) {
        if let medium = SpectralMedium(header) { axis.medium = medium }
        guard axis.medium == .unknown else { return }
        let isIraf =
            header["WAT0_001"] != nil || header["WAT1_001"] != nil || header.text("ORIGIN")?.contains("IRAF") == true
        let isOptical =
            PhysicalUnit(axis.unit).map { unit in axis.values.allSatisfy { $0 * unit.scale < 1.1e-6 } } ?? false
        if isIraf && isOptical {
            axis.medium = .air
            assumptions.append("Air or vacuum is not stated: air, as of IRAF's optical line lists, is taken.")
        } else {
            warnings.append("Whether wavelengths are in air or in vacuum is not stated.")
        }
    }
}
