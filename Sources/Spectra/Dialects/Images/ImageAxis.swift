// SPDX-License-Identifier: Apache-2.0

internal import FITS
import Foundation

/// The spectral axis that the keywords of an image give to its first dimension, and what had to be guessed for it.
///
/// Understood: the linear and logarithmic axes of FITS (Greisen et al. 2006, doi:10.1051/0004-6361:20053818), of IRAF
/// (CD1_1, DC-FLAG, WAT1 attributes) and of the SDSS (COEFF0, COEFF1). The scale of IRAF and the SDSS is the decimal
/// logarithm whatever CTYPE1 says.
struct ImageAxis {
    var axis: SpectralAxis
    var assumptions: [String] = []
    /// Whether a keyword says that this axis is spectral; else it may be anything.
    var isDeclared: Bool

    /// No spectrum has more pixels; a header that claims them is damaged, and memory for them is not asked for.
    static let limit = 1 << 24

    /// - Returns: `nil` without reference value and step, for a step of zero, for an axis that is declared to be
    ///   something else (a sky coordinate), or if the values cannot be wavelengths.
    init?(_ header: FITSHeader, count: Int) {
        guard count > 0, count <= ImageAxis.limit, let terms = Terms(header) else { return nil }
        let type = header.text("CTYPE1")?.uppercased() ?? ""
        let declaration = Declaration(header, type: type)
        guard declaration.isPossible else { return nil }
        isDeclared = declaration.isSpectral || terms.isLogarithmic

        let start = terms.start
        let isLogarithmic =
            terms.isLogarithmic || declaration.unit?.isLogarithmic == true
            || (declaration.unit.map { $0.spelling == "Angstrom" } ?? true)
                && Terms.looksLogarithmic(start, terms.step, count)
        if isLogarithmic && !terms.isLogarithmic && declaration.unit?.isLogarithmic != true {
            assumptions.append("Values of \(start) with steps of \(terms.step) are taken for log10 of the wavelength.")
        }
        if let natural = terms.natural {
            // FITS WAVE-LOG: λ = λ₀ exp(Δ/λ₀) with the offset Δ in units of wavelength.
            axis = SpectralAxis(
                logarithmicFrom: log(natural) + (start - natural) / natural, step: terms.step / natural, count: count,
                base: M_E, unit: "", medium: .unknown)
        } else if isLogarithmic {
            axis = SpectralAxis(logarithmicFrom: start, step: terms.step, count: count, unit: "", medium: .unknown)
        } else {
            axis = SpectralAxis(linearFrom: start, step: terms.step, count: count, unit: "", medium: .unknown)
        }
        guard let first = axis.values.first, let last = axis.values.last, first > 0, last > 0, first.isFinite,
            last.isFinite
        else { return nil }
        if terms.assumesFirstPixel {
            assumptions.append("No CRPIX1: the reference value is taken to be that of the first pixel.")
        }
        if let unit = declaration.unit {
            axis.unit = unit.axisSpelling
        } else {
            guard let guess = SpectralAxis.likelyUnit(from: min(first, last), to: max(first, last)) else { return nil }
            axis.unit = guess
            assumptions.append("No unit of wavelength: \(guess) is taken from the range of values.")
        }
        axis.medium = declaration.medium
    }
}

extension ImageAxis {
    /// Reference value and step of the axis, moved to the first pixel.
    private struct Terms {
        /// The value of the first pixel.
        let start: Double
        let step: Double
        var isLogarithmic = false
        var assumesFirstPixel = false
        /// The reference value of a natural-logarithmic FITS axis.
        var natural: Double?

        init?(_ header: FITSHeader) {
            let flag = header.integer("DC-FLAG")
            // IRAF: the axis counts pixels still.
            guard flag != -1 else { return nil }
            if let value = header.double("CRVAL1"), let step = Self.step(header), step != 0, step.isFinite,
                value.isFinite
            {
                let pixel = header.double("CRPIX1")
                assumesFirstPixel = pixel == nil
                start = value + (1 - (pixel ?? 1)) * step
                self.step = step
                let type = header.text("CTYPE1")?.uppercased() ?? ""
                isLogarithmic = flag == 1 || header.text("WFITTYPE")?.uppercased() == "LOG-LINEAR" || type == "LOG-WAVE"
                if type.hasSuffix("-LOG") && !isLogarithmic && value > 0 && !Self.looksLogarithmic(value, step, 2) {
                    natural = value
                }
                isLogarithmic = isLogarithmic || type.hasSuffix("-LOG")
            } else if let value = header.double("COEFF0"), let step = header.double("COEFF1"), step != 0 {
                start = value
                self.step = step
                isLogarithmic = true
            } else {
                return nil
            }
        }

        /// IRAF's CD1_1 counts before CDELT1, which may be left over.
        private static func step(_ header: FITSHeader) -> Double? {
            if let step = header.double("CD1_1"), step != 0 { return step }
            return header.double("CDELT1")
        }

        /// Whether the values must be logarithms: 10^2.5…10^5.5 Å, in steps of less than 0.01 dex.
        static func looksLogarithmic(_ start: Double, _ step: Double, _ count: Int) -> Bool {
            let last = start + Double(count - 1) * step
            return (2.5...5.5).contains(start) && (2.5...5.5).contains(last) && abs(step) < 0.01 && abs(step) > 1e-8
        }
    }

    /// What the header says about the kind, unit and medium of the axis.
    private struct Declaration {
        var isPossible = true
        var isSpectral = false
        var unit: PhysicalUnit?
        var medium = SpectralMedium.unknown

        init(_ header: FITSHeader, type: String) {
            let attributes = WATAttributes(header, axis: 1)
            let code = String(type.prefix(4))
            switch code {
            case "AWAV": (isSpectral, medium) = (true, .air)
            case "WAVE" where type.count <= 8 && !type.hasPrefix("WAVEL"): (isSpectral, medium) = (true, .vacuum)
            case "FREQ", "ENER", "WAVN": (isSpectral, medium) = (true, .vacuum)
            case "RA--", "DEC-", "GLON", "GLAT", "ELON", "ELAT", "STOK", "TIME", "VELO", "VOPT", "VRAD", "ZOPT", "BETA":
                isPossible = false
            default: isSpectral = type.hasPrefix("WAVEL") || type.hasPrefix("LAMBDA")
            }
            let written =
                [header.text("CUNIT1"), attributes["units"], Self.bracketed(header.text("CTYPE1"))].compactMap { $0 }
            for text in written {
                guard let unit = PhysicalUnit(text), SpectralQuantity(unit) != nil else {
                    if let unit = PhysicalUnit(text), unit.dimension.angle == 1 || !unit.dimension.items.isEmpty {
                        isPossible = false
                    }
                    continue
                }
                self.unit = unit
                isSpectral = true
                break
            }
            if attributes["label"]?.lowercased().hasPrefix("wavelength") == true { isSpectral = true }
            medium = SpectralMedium(header) ?? medium
        }

        /// "Ang" of "WAVELENGTH [Ang]".
        private static func bracketed(_ text: String?) -> String? {
            guard let text, let open = text.firstIndex(of: "["), let close = text.lastIndex(of: "]"), open < close
            else { return nil }
            return String(text[text.index(after: open)..<close])
        }
    }
}

extension SpectralMedium {
    /// The medium that a keyword states: VACUUM (SDSS, LAMOST), AIRORVAC (IRAF tools), WAVEMED.
    init?(_ header: FITSHeader) {
        switch header["VACUUM"] {
        case .logical(let vacuum):
            self = vacuum ? .vacuum : .air
            return
        case .integer(let flag):
            self = flag == 1 ? .vacuum : .air
            return
        default: break
        }
        switch header.firstText("AIRORVAC", "WAVEMED", "AIR_VAC")?.lowercased().prefix(3) {
        case "air": self = .air
        case "vac": self = .vacuum
        default: return nil
        }
    }
}
