// SPDX-License-Identifier: Apache-2.0

public import FITS
public import VOTable

/// A file that gives no spectrum: which, why, and what to do.
public enum SpectrumError: Error, Sendable, Hashable {
    case fits(FITSError)
    case votable(VOTableError)
    /// The file is what it says, but holds no spectrum.
    case noSpectrum(file: String, reason: String)
    case unrecognised(file: String, start: String)
    case system(file: String, reason: String)
}
