// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// The originals of the Ondřejov 2 m telescope's coudé spectrograph (CCD700): one linear image in ångström in air.
///
/// EQUINOX is the date of observation, but the positions are of J2000 (V509 Cas agrees to 0.1″). The header's VHELIO is
/// the correction to the heliocentre, which is not applied to the wavelengths.
enum OndrejovImage: FITSDialect {
    static let name = "ondrejov-image"
    static let summary = "Originals of the Ondřejov 2 m coudé spectrograph: linear, in air, counts."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let hdu = file.hdus.first, hdu.imageShape.count == 1 else { return false }
        return hdu.header.text("OBSERVAT")?.uppercased() == "ONDREJOV" && hdu.header.double("CRVAL1") != nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, var image = ImageAxis(hdu.header, count: hdu.imageShape.first ?? 0) else {
            throw SpectrumError.noSpectrum(file: file.name, reason: "CRVAL1 and CDELT1 give no wavelength scale")
        }
        image.axis.medium = .air
        let spectra = try ImageLines(hdu, file: file.name).spectra(dialect: name, image: image)
        return spectra.map { spectrum in
            var spectrum = spectrum
            let header = hdu.header
            spectrum.identifier = header.text("FILENAME").map(FileContent.stem(of:)) ?? ""
            if let ra = header["RA"], let dec = header["DEC"],
                let stated = SkyPosition(ra: ra, dec: dec, equinox: header.equinox),
                let position = SkyPosition(ra: ra, dec: dec, equinox: 2000)
            {
                (spectrum.target.ra, spectrum.target.dec) = (position.ra, position.dec)
                spectrum.assumptions.removeAll { $0 == stated.note }
                spectrum.assumptions.append("The position is taken to be of J2000, although EQUINOX is the date.")
            }
            spectrum.observation.telescope = "Ondřejov 2 m"
            spectrum.observation.velocityFrame = "TOPOCENTRIC"
            for key in ["GRATANG", "DETECTOR", "CHIPID", "SPECFILT", "DICHMIR", "EXPVAL"] {
                spectrum.metadata[key] = header.text(key)
            }
            return spectrum
        }
    }
}
