// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Any FITS image with a spectral axis: what the header says, and for the rest the general rules.
///
/// Of a file with several images the first with a usable axis is read, its lines being spectra; an extension called
/// ERR, ERROR, SIGMA, VARIANCE, VAR or IVAR of the same shape gives the error, one called MASK or DQ the mask.
/// One-dimensional images need no more than CRVAL1 and CDELT1 with values that look like wavelengths; others must
/// declare the axis.
enum GeneralImage: FITSDialect {
    static let name = "general-image"
    static let summary = "Any FITS image whose first axis is a wavelength, frequency or energy: linear or logarithmic."

    static func recognises(_ file: FITSFile) -> Bool { candidate(in: file) != nil }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let (hdu, image) = candidate(in: file) else { return [] }
        var spectra = try ImageLines(hdu, file: file.name).spectra(dialect: name, image: image)
        let errors = errorImage(for: hdu, in: file)
        let mask = ["MASK", "DQ", "QUAL"].lazy.compactMap { file[extension: $0] }.first { matches($0, hdu) }
        let width = hdu.imageShape[0]
        for line in spectra.indices {
            let range = line * width..<(line + 1) * width
            if let mask { spectra[line].mask = try mask.pixels(in: range).map { $0 != 0 } }
            switch errors {
            case .deviation(let image): spectra[line].take(error: try image.pixels(in: range))
            case .variance(let image): spectra[line].take(variance: try image.pixels(in: range))
            case .inverseVariance(let image): spectra[line].take(inverseVariance: try image.pixels(in: range))
            case nil: break
            }
            finish(&spectra[line], hdu.header, isDeclared: image.isDeclared)
        }
        return spectra
    }

    private static func finish(_ spectrum: inout Spectrum, _ header: FITSHeader, isDeclared: Bool) {
        spectrum.assumptions.append("The layout is of no known archive: the image is read by its keywords alone.")
        if !isDeclared {
            spectrum.assumptions.append(
                "No keyword says that the image is a spectrum; its axis has values like wavelengths.")
        }
        if spectrum.axis.medium == .unknown {
            spectrum.warnings.append("Whether wavelengths are in air or in vacuum is not stated.")
        }
        spectrum.label = header.firstText("SPECTYPE", "SPTYPE", "SP_TYPE")
        spectrum.observation.resolvingPower =
            spectrum.observation.resolvingPower ?? header.firstDouble("RESOLUT", "RESOL")
        spectrum.metadata["library"] = header.text("TPLLIB")
    }

    private static func candidate(in file: FITSFile) -> (FITSHDU, ImageAxis)? {
        for hdu in file.hdus.prefix(64) where hdu.kind == .image {
            guard let width = hdu.imageShape.first, width > 1, hdu.imageShape.allSatisfy({ $0 > 0 }),
                let image = ImageAxis(hdu.header, count: width)
            else { continue }
            let lines = hdu.imageShape.dropFirst().reduce(1, *)
            if lines == 1 || (image.isDeclared && hdu.imageShape.count == 2) { return (hdu, image) }
        }
        return nil
    }

    private static func matches(_ other: FITSHDU, _ hdu: FITSHDU) -> Bool {
        other.kind == .image && other.imageShape == hdu.imageShape && other.index != hdu.index
    }

    private enum ErrorImage {
        case deviation(FITSHDU), variance(FITSHDU), inverseVariance(FITSHDU)
    }

    private static func errorImage(for hdu: FITSHDU, in file: FITSFile) -> ErrorImage? {
        func image(_ names: String...) -> FITSHDU? {
            names.lazy.compactMap { file[extension: $0] }.first { matches($0, hdu) }
        }
        if let image = image("ERR", "ERROR", "ERRS", "SIGMA", "NOISE", "STDEV") { return .deviation(image) }
        if let image = image("VARIANCE", "VAR") { return .variance(image) }
        return image("IVAR").map(ErrorImage.inverseVariance)
    }
}
