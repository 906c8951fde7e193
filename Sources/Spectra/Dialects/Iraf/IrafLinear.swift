// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// IRAF one-dimensional spectra and "equispec" images: one linear or log-linear axis for all lines.
///
/// Known by the IRAF world coordinate system keywords. DC-FLAG = 1 makes the axis logarithmic although CTYPE1 says
/// LINEAR.
enum IrafLinear: FITSDialect {
    static let name = "iraf-linear"
    static let summary = "IRAF one-dimensional and equispec images with a linear or log-linear (DC-FLAG = 1) axis."

    static func recognises(_ file: FITSFile) -> Bool { file.hdus.first.map(isIraf) ?? false }

    private static func isIraf(_ hdu: FITSHDU) -> Bool {
        guard hdu.kind == .image, (1...3).contains(hdu.imageShape.count), hdu.imageShape[0] > 1 else { return false }
        let header = hdu.header
        if let flag = header.integer("DC-FLAG") { return flag == 0 || flag == 1 }
        guard let system = header.text("WAT0_001"), system.contains("equispec") || system.contains("linear") else {
            return false
        }
        return header.text("WAT1_001")?.lowercased().contains("wavelength") == true
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, let image = ImageAxis(hdu.header, count: hdu.imageShape[0]) else {
            throw SpectrumError.noSpectrum(file: file.name, reason: "CRVAL1 and CD1_1 give no wavelength scale")
        }
        let spectra = try ImageLines(hdu, file: file.name).spectra(dialect: name, image: image)
        return spectra.map { spectrum in
            var spectrum = spectrum
            spectrum.finishIrafMedium(header: hdu.header)
            // STELIB and other libraries.
            spectrum.label = hdu.header.firstText("SPECTYPE", "SPTYPE", "SP_TYPE", "SPTYPE1")
            return spectrum
        }
    }
}
