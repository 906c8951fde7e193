// SPDX-License-Identifier: Apache-2.0

/// One number of a ``LineMeasurement`` as a column: its name, unit, UCD and meaning, declared once for all tables.
public enum LineFeature: String, Sendable, Hashable, Codable, CaseIterable {
    case equivalentWidth = "ew"
    case equivalentWidthError = "ew_err"
    case vollmannEversberg = "ew_err_ve"
    case height
    case heightError = "height_err"
    case lineSNR = "snr"
    case centroid
    case centroidError = "centroid_err"
    case velocity
    case velocityError = "velocity_err"
    case fwhm
    case fwhmError = "fwhm_err"
    case asymmetry
    case asymmetryError = "asymmetry_err"
    case skewness
    case skewnessError = "skewness_err"
    case peaks
    case vr
    case vrError = "vr_err"
    case separation
    case separationError = "separation_err"
    case violetHeight = "violet_height"
    case redHeight = "red_height"
    case continuum
    case continuumSNR = "continuum_snr"
    case coverage

    /// The value of a measurement; NaN if it could not be measured.
    public func value(of line: LineMeasurement) -> Double { line[keyPath: declaration.value] }

    /// In VOUnits; `nil` for a plain number, and for the unit of the flux.
    public var unit: String? { declaration.unit }

    /// UCD1+ (IVOA Recommendation 1.5).
    public var ucd: String { declaration.ucd }

    /// What it is, without the line's name and a full stop.
    public var meaning: String { declaration.meaning }

    private typealias Declaration = (
        value: any KeyPath<LineMeasurement, Double> & Sendable, unit: String?, ucd: String, meaning: String
    )

    private var declaration: Declaration {
        switch self {
        case .equivalentWidth:
            (\.equivalentWidth, "Angstrom", "spect.line.eqWidth", "Equivalent width, positive for absorption")
        case .equivalentWidthError:
            (\.equivalentWidthError, "Angstrom", "stat.error;spect.line.eqWidth", "Error of the equivalent width")
        case .vollmannEversberg:
            (
                \.vollmannEversberg, "Angstrom", "stat.error;spect.line.eqWidth",
                "Error of the equivalent width after Vollmann & Eversberg 2006"
            )
        case .height:
            (
                \.height, nil, "spect.line.intensity",
                "Strongest extremum over the continuum, minus 1; negative in absorption"
            )
        case .heightError: (\.heightError, nil, "stat.error;spect.line.intensity", "Error of the height")
        case .lineSNR: (\.lineSNR, nil, "stat.snr;spect.line", "Signal to noise of the strongest extremum")
        case .centroid:
            (\.centroid, "Angstrom", "em.wl.central;spect.line", "Flux-weighted centre, in the medium of the spectrum")
        case .centroidError: (\.centroidError, "Angstrom", "stat.error;em.wl.central", "Error of the centroid")
        case .velocity:
            (\.velocity, "km/s", "spect.dopplerVeloc", "Velocity of the centroid, positive when receding, relativistic")
        case .velocityError: (\.velocityError, "km/s", "stat.error;spect.dopplerVeloc", "Error of the velocity")
        case .fwhm: (\.fwhm, "Angstrom", "spect.line.width", "Full width at half maximum of the whole profile")
        case .fwhmError: (\.fwhmError, "Angstrom", "stat.error;spect.line.width", "Error of the full width")
        case .asymmetry:
            (
                \.asymmetry, nil, "spect.line.asymmetry",
                "Line flux redward of the centroid minus violetward, over their sum"
            )
        case .asymmetryError: (\.asymmetryError, nil, "stat.error;spect.line.asymmetry", "Error of the asymmetry")
        case .skewness:
            (\.skewness, nil, "stat.param;spect.line.profile", "Skewness of the profile, positive with a red tail")
        case .skewnessError: (\.skewnessError, nil, "stat.error;spect.line.profile", "Error of the skewness")
        case .peaks: (\.peaks, nil, "meta.number;spect.line", "Significant maxima above the continuum")
        case .vr:
            (\.vr, nil, "spect.line.intensity;arith.ratio", "Height of the violet peak over that of the red one (V/R)")
        case .vrError: (\.vrError, nil, "stat.error;spect.line.intensity;arith.ratio", "Error of V/R")
        case .separation:
            (\.separation, "km/s", "spect.dopplerVeloc;arith.diff", "Separation of the violet and red peaks")
        case .separationError:
            (\.separationError, "km/s", "stat.error;spect.dopplerVeloc;arith.diff", "Error of the separation")
        case .violetHeight:
            (\.violetHeight, nil, "spect.line.intensity", "Violet (or only) peak over the continuum, minus 1")
        case .redHeight: (\.redHeight, nil, "spect.line.intensity", "Red peak over the continuum, minus 1")
        case .continuum:
            (\.continuum, nil, "phot.flux.density;spect.continuum", "Continuum at the line, in units of the flux")
        case .continuumSNR: (\.continuumSNR, nil, "stat.snr;spect.continuum", "Continuum over noise per pixel")
        case .coverage: (\.coverage, nil, "obs.param;spect.line", "Share of the line's window that has data")
        }
    }
}
