// SPDX-License-Identifier: Apache-2.0

/// How lines are measured; the defaults suit spectra of stars with a signal to noise of 5 and more.
public struct LineSettings: Sendable, Hashable, Codable {
    /// The share of the line's window that must have valid pixels.
    public var minimumCoverage = 0.9
    /// The share of the continuum windows that must have valid pixels, on each side of the line, and at least three pixels there.
    public var minimumContinuumCoverage = 0.5
    /// Continuum pixels further off than this many robust standard deviations do not count.
    public var clipping = 3.0
    /// Signal to noise at which an extremum counts.
    public var detection = 5.0
    /// What wavelengths are in where a spectrum does not say; `.unknown` refuses such spectra.
    public var assumedMedium = SpectralMedium.unknown

    public init() {}
}
