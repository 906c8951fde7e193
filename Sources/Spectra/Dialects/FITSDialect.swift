// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// A dialect of FITS files. FITS errors reach the caller as ``SpectrumError/fits(_:)``.
protocol FITSDialect: Dialect {
    static func recognises(_ file: FITSFile) -> Bool
    static func spectra(in file: FITSFile) throws -> [Spectrum]
}

extension FITSDialect {
    /// False for all that is not FITS.
    public static func recognises(_ content: FileContent) -> Bool {
        if case .fits(let file) = content { recognises(file) } else { false }
    }

    /// - Throws: ``SpectrumError/fits(_:)`` for what the FITS reader refuses, and the dialect's own errors.
    public static func spectra(in content: FileContent) throws(SpectrumError) -> [Spectrum] {
        guard case .fits(let file) = content else {
            throw .noSpectrum(file: content.name, reason: "\(name) is a layout of FITS files")
        }
        do {
            return try spectra(in: file)
        } catch let error as FITSError {
            throw .fits(error)
        } catch let error as SpectrumError {
            throw error
        } catch {
            throw .system(file: file.name, reason: "\(error)")
        }
    }
}
