// SPDX-License-Identifier: Apache-2.0

/// Reads the spectra of any file that a dialect, or the general rules, understand.
public enum SpectrumReader {
    public static func spectra(contentsOf path: String) throws(SpectrumError) -> [Spectrum] {
        throw .system(file: path, reason: "not yet written")
    }

    /// Reads a file that is in memory.
    ///
    /// - Parameter name: path, URL or name for messages and ``Spectrum/Source/file``.
    public static func spectra(bytes: [UInt8], name: String) throws(SpectrumError) -> [Spectrum] {
        throw .system(file: name, reason: "not yet written")
    }
}
