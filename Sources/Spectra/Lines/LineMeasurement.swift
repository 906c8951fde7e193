// SPDX-License-Identifier: Apache-2.0

/// What was measured of one line in one spectrum; NaN where something cannot be said, and ``flags`` say why.
///
/// Heights are in units of the continuum: F/C − 1, positive for emission. Every `…Error` is one standard deviation,
/// propagated to first order from the noise of the pixels and of the continuum fit. The noise is the spectrum's own
/// error, else the scatter of the continuum about its fit, the same for all pixels; noise that is correlated between
/// pixels (after rebinning onto finer pixels) makes the true errors larger than those stated.
public struct LineMeasurement: Sendable, Hashable, Codable {
    /// What stood in the way, or is worth knowing.
    public var flags: LineFlags
    /// The share of the line's window that has valid pixels, 0 to 1.
    public var coverage = 0.0
    /// The fitted continuum at the line, in the unit of the flux.
    public var continuum = Double.nan
    /// What the continuum rises by per Å there.
    public var continuumSlope = Double.nan
    /// Continuum over noise per pixel at the line.
    public var continuumSNR = Double.nan
    /// ∫ (1 − F/C) dλ over the line's window, in Å: **positive for absorption, negative for emission**.
    public var equivalentWidth = Double.nan
    /// The error of ``equivalentWidth``: pixel noise and continuum, as Chalabaev & Maillard 1983 (A&A 127, 279) add them.
    public var equivalentWidthError = Double.nan
    /// The greater error of Vollmann & Eversberg 2006 (AN 327, 862, equation 7), √(1 + C/F) (Δλ − W) / (S/N), for
    /// comparison with works that give it; it does not fall with the number of pixels.
    public var vollmannEversberg = Double.nan
    /// Signal to noise of the strongest extremum, smoothed over the width at which it stands out most.
    public var lineSNR = Double.nan
    /// Height of the strongest extremum; negative if the line is chiefly in absorption.
    public var height = Double.nan
    /// The error of ``height``.
    public var heightError = Double.nan
    /// Wavelength of the flux-weighted centre of the line's stronger component, in Å and in the spectrum's medium.
    public var centroid = Double.nan
    /// The error of ``centroid``.
    public var centroidError = Double.nan
    /// Of the centroid, in km/s, positive when receding, by the relativistic Doppler formula.
    public var velocity = Double.nan
    /// The error of ``velocity``.
    public var velocityError = Double.nan
    /// Full width at half of ``height``, in Å, over all peaks that reach it; the instrument's width is not taken out.
    public var fwhm = Double.nan
    /// The error of ``fwhm``.
    public var fwhmError = Double.nan
    /// Where the violet flank crosses half of ``height``, in Å.
    public var violetHalf = Double.nan
    /// Where the red flank does.
    public var redHalf = Double.nan
    /// Line flux redward of the centroid minus that violetward, over their sum: −1 to 1, 0 for a symmetric line.
    public var asymmetry = Double.nan
    /// The error of ``asymmetry``.
    public var asymmetryError = Double.nan
    /// Third standardised moment of the profile; positive with a red tail.
    public var skewness = Double.nan
    /// The error of ``skewness``.
    public var skewnessError = Double.nan
    /// Significant maxima above the continuum, 0 for an absorption line; NaN if nothing was measured.
    public var peaks = Double.nan
    /// Height of the violet one of the two highest peaks over that of the red one; NaN unless there are two.
    public var vr = Double.nan
    /// The error of ``vr``.
    public var vrError = Double.nan
    /// Distance of these two peaks in km/s.
    public var separation = Double.nan
    /// The error of ``separation``.
    public var separationError = Double.nan
    /// Height of the violet peak; that of the only peak if there is one.
    public var violetHeight = Double.nan
    /// Height of the red peak; NaN unless there are two.
    public var redHeight = Double.nan
    /// Wavelength of the violet (or only) peak, in Å.
    public var violetPeak = Double.nan
    /// Wavelength of the red peak, in Å.
    public var redPeak = Double.nan

    init(flags: LineFlags) { self.flags = flags }

    /// Of a spectrum that has no data at all: all NaN.
    public static let missing = LineMeasurement(flags: .notCovered)
}

/// Why parts of a ``LineMeasurement`` are NaN, or should be taken with care.
public struct LineFlags: OptionSet, Sendable, Hashable, Codable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Too few valid pixels in the line's window: nothing is measured.
    public static let notCovered = LineFlags(rawValue: 1)
    /// Too few valid pixels in the continuum windows: nothing is measured.
    public static let noContinuum = LineFlags(rawValue: 2)
    /// The continuum is not above zero by three of its errors: nothing is measured.
    public static let weakContinuum = LineFlags(rawValue: 4)
    /// No extremum stands out of the noise: there is an equivalent width, but no shape.
    public static let notDetected = LineFlags(rawValue: 8)
    /// Some pixels of the window have no data and were bridged by their neighbours.
    public static let bridged = LineFlags(rawValue: 16)
    /// The line reaches the border of its window at half of its height: no width and no shape.
    public static let truncated = LineFlags(rawValue: 32)
    /// The spectrum has no errors of its own: they are from the scatter of the continuum.
    public static let scatterErrors = LineFlags(rawValue: 64)

    /// Words for tables and messages: "notDetected bridged".
    public var words: String {
        let names: [(LineFlags, String)] = [
            (.notCovered, "notCovered"), (.noContinuum, "noContinuum"), (.weakContinuum, "weakContinuum"),
            (.notDetected, "notDetected"), (.bridged, "bridged"), (.truncated, "truncated"),
            (.scatterErrors, "scatterErrors"),
        ]
        return names.filter { contains($0.0) }.map(\.1).joined(separator: " ")
    }
}
