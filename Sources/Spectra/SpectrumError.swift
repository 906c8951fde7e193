// SPDX-License-Identifier: Apache-2.0

public import FITS
public import Inflate
public import VOTable

/// A file that gives no spectrum: which, why, and what to do.
public enum SpectrumError: Error, Sendable, Hashable {
    /// From the FITS reader; printed as it is, with its own code.
    case fits(FITSError)
    /// From the VOTable reader; printed as it is, with its own code.
    case votable(VOTableError)
    /// Compressed data that cannot be unpacked.
    case packed(file: String, InflateError)
    /// The file is what it says, but holds no spectrum.
    case noSpectrum(file: String, reason: String)
    /// Neither FITS, VOTable nor text; `start` shows the first bytes.
    case unrecognised(file: String, start: String)
    /// The file cannot be opened or read; `reason` is the system's.
    case system(file: String, reason: String)
    /// Recognisably something else: `what` is "an HTML page", "a PDF document".
    case notSpectra(file: String, what: String)
    /// A file of no bytes.
    case empty(file: String)
    /// More bytes, points or lines than are read; `what` says how many there are, in the unit of `limit`.
    case tooLarge(file: String, what: String, limit: Int)
    /// The layout is known, but its contents contradict each other; HDU or table `part`, and `row` in it, both 0-based.
    case malformed(file: String, part: Int, row: Int, reason: String)
    /// A text table that breaks its own rules at 1-based `line`.
    case badText(file: String, line: Int, reason: String)
    /// A unit that is no wavelength, frequency, energy or wavenumber where one is needed.
    case notSpectralUnit(unit: String)
    /// Air and vacuum cannot be turned into each other where the file says neither.
    case unknownMedium
    /// A line that the list of lines does not have; `known` are the names of all it has.
    case unknownLine(name: String, known: [String])

    /// Stable: "SPE003".
    public var code: String {
        switch self {
        case .fits: "SPE001"
        case .votable: "SPE002"
        case .noSpectrum: "SPE003"
        case .unrecognised: "SPE004"
        case .system: "SPE005"
        case .notSpectra: "SPE006"
        case .empty: "SPE007"
        case .tooLarge: "SPE008"
        case .malformed: "SPE009"
        case .notSpectralUnit: "SPE010"
        case .unknownMedium: "SPE011"
        case .packed: "SPE012"
        case .badText: "SPE013"
        case .unknownLine: "SPE014"
        }
    }
}

extension SpectrumError: CustomStringConvertible {
    /// What is wrong, where, and what to do, in three sentences.
    public var description: String {
        switch self {
        case .fits(let error): "\(error)"
        case .votable(let error): "\(error)"
        case .packed(let file, let error): "\(code): \(file): \(error)"
        case .noSpectrum(let file, let reason):
            "\(code): \(file): holds no spectrum: \(reason). Give a file with a flux per wavelength; "
                + "'secchi inspect' lists the layouts that are known."
        case .unrecognised(let file, let start):
            "\(code): \(file): neither FITS, VOTable nor text; it starts with \"\(start)\". "
                + "Check that the download is complete and not encrypted."
        case .system(let file, let reason):
            "\(code): \(file): cannot be read: \(reason). Check the path and its permissions."
        case .notSpectra(let file, let what):
            "\(code): \(file): is \(what), not a spectrum. "
                + "If it came from a service, open it to see the service's message."
        case .empty(let file):
            "\(code): \(file): is empty (0 bytes). Fetch it again."
        case .tooLarge(let file, let what, let limit):
            "\(code): \(file): too large: \(what), and at most \(limit) are read. Split it, or unpack it first."
        case .malformed(let file, let part, let row, let reason):
            "\(code): \(file), part \(part), row \(row): \(reason). The file is damaged or of an unknown variant; fetch it again."
        case .badText(let file, let line, let reason):
            "\(code): \(file), line \(line): \(reason). Correct that line, or remove it."
        case .notSpectralUnit(let unit):
            "\(code): \"\(unit)\" is not a unit of wavelength, frequency, energy or wavenumber. "
                + "Use one like Angstrom, nm, um, Hz, eV or cm**-1."
        case .unknownMedium:
            "\(code): the wavelengths may be in air or in vacuum, the file does not say. Name the medium of such spectra first."
        case .unknownLine(let name, let known):
            "\(code): there is no line \(name). The list has: \(known.joined(separator: ", "))."
        }
    }
}
