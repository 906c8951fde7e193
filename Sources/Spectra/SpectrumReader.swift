// SPDX-License-Identifier: Apache-2.0

/// Reads the spectra of any file that a dialect, or the general rules, understand.
///
/// The file's bytes decide what it is, and the first dialect of ``Dialects/all`` that recognises the content reads it.
///
/// ```swift
/// let spectra = try SpectrumReader.spectra(contentsOf: "spec-0412-51871-0308.fits")
/// spectra[0].dialect        // "sdss-spec"
/// spectra[0].axis.medium    // .vacuum
/// ```
public enum SpectrumReader {
    /// All spectra of a file on disk, in file order.
    ///
    /// - Throws: ``SpectrumError`` if the file cannot be read or holds no spectrum.
    public static func spectra(contentsOf path: String) throws(SpectrumError) -> [Spectrum] {
        try spectra(in: FileContent(contentsOf: path))
    }

    /// Reads a file that is in memory.
    ///
    /// - Parameter name: path, URL or name for messages and ``Spectrum/Source/file``.
    /// - Throws: ``SpectrumError``, as ``spectra(contentsOf:)``.
    public static func spectra(bytes: [UInt8], name: String) throws(SpectrumError) -> [Spectrum] {
        try spectra(in: FileContent(bytes: bytes, name: name))
    }

    /// Reads content whose kind is known already.
    ///
    /// - Throws: ``SpectrumError/noSpectrum(file:reason:)``, and what the dialect throws.
    public static func spectra(in content: FileContent) throws(SpectrumError) -> [Spectrum] {
        guard let dialect = dialect(of: content) else {
            throw .noSpectrum(
                file: content.name,
                reason: "none of the \(Dialects.all.count) known layouts fits \(content.inventory)")
        }
        var spectra = try dialect.spectra(in: content)
        guard !spectra.isEmpty else {
            throw .noSpectrum(file: content.name, reason: "the layout is that of \(dialect.name), but it is empty")
        }
        let stem = content.stem
        for index in spectra.indices {
            try check(spectra[index])
            if spectra[index].identifier.isEmpty {
                spectra[index].identifier = spectra.count == 1 ? stem : "\(stem)#\(index)"
            }
            // One spelling for all archives, so that an object's spectra stay together whichever dialect read them.
            spectra[index].group = (spectra[index].group ?? spectra[index].target.group)
                .map { String($0.lowercased().filter { !$0.isWhitespace }) }
        }
        return spectra
    }

    /// The dialect that would read the content.
    public static func dialect(of content: FileContent) -> (any Dialect.Type)? {
        Dialects.all.first { $0.recognises(content) }
    }

    /// What every dialect promises: arrays of one length, and at least one pixel.
    private static func check(_ spectrum: Spectrum) throws(SpectrumError) {
        let count = spectrum.axis.values.count
        guard count > 0, spectrum.flux.count == count, spectrum.error.map({ $0.count == count }) ?? true,
            spectrum.mask.map({ $0.count == count }) ?? true
        else {
            throw .malformed(
                file: spectrum.source.file, part: spectrum.source.part, row: spectrum.source.row,
                reason: "\(spectrum.flux.count) flux values for \(count) points of the spectral axis")
        }
    }
}
