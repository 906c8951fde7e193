// SPDX-License-Identifier: Apache-2.0

public import Parameters
import Spectra

extension LinesModule {
    /// What a user can set; the defaults measure all lines of the built-in list that the grid covers.
    public struct Parameters: ParameterSet {
        /// A line that the grid does not cover is an error if it is asked for by name, and left out if not.
        @Parameter("Lines to measure, by name, as Halpha,HeI_6678; none: all of the list that the grid covers")
        public var lines: [String] = []
        /// Columns name, wavelength, unit, medium, half_width, continuum.
        @Parameter("CSV file with a line list of one's own; not set: the built-in list")
        public var lineList: String? = nil
        /// The rest of the names are those of ``LineFeature``.
        @Parameter("Measures to write, as ew,ew_err,fwhm; none: all")
        public var measures: [String] = []
        /// `rest` looks for lines at the redshift of each spectrum.
        @Parameter(
            "Where lines are looked for: as observed, or at the redshift of each spectrum",
            choices: ["observed", "redshift"])
        public var frame = "observed"
        /// Only for grids that do not say; a grid that does is believed.
        @Parameter(
            "What wavelengths are in where the dataset does not say; refuse stops",
            choices: ["refuse", "air", "vacuum"])
        public var unknownMedium = "refuse"
        /// Others get a flag and no numbers.
        @Parameter("Share of a line's window that must have data", in: 0.01...1) public var minimumCoverage = 0.9
        /// Robust standard deviations.
        @Parameter("Distance from the continuum at which its pixels are left out", in: 1...100) public var clipping =
            3.0
        /// Below it there is an equivalent width, but no shape.
        @Parameter("Signal to noise at which a line or a peak counts", in: 1...1000) public var detection = 5.0
        /// Measuring itself draws nothing.
        @Parameter("Seed of the choice of examples", in: 0...9_007_199_254_740_991) public var seed = 1

        public init() {}
    }
}

extension LinesModule.Parameters {
    var settings: LineSettings {
        var settings = LineSettings()
        settings.minimumCoverage = minimumCoverage
        settings.clipping = clipping
        settings.detection = detection
        settings.assumedMedium = SpectralMedium(rawValue: unknownMedium) ?? .unknown
        return settings
    }

    /// - Throws: `ParameterError` for a name that there is not.
    func features() throws -> [LineFeature] {
        guard !measures.isEmpty else { return LineFeature.allCases }
        return try measures.map { name in
            guard let feature = LineFeature(rawValue: name) else {
                throw ParameterError.outOfRange(
                    name: "measures", text: name,
                    allowed: "measures of: " + LineFeature.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return feature
        }
    }

    /// The lines to measure on a grid.
    ///
    /// - Throws: `SpectrumError` for a bad file or an unknown name; ``ClassifierError/lineOutside(line:grid:)``.
    func list(for axis: LineAxis, grid: String) throws -> LineList {
        let all = try lineList.map { try LineList(contentsOf: $0) } ?? .builtIn
        // At its redshift each spectrum has other lines on the grid.
        guard frame == "observed" else { return lines.isEmpty ? all : try all.selecting(lines) }
        guard lines.isEmpty else {
            let chosen = try all.selecting(lines)
            for line in chosen.lines where axis.window(of: line) == nil {
                throw ClassifierError.lineOutside(line: line.name, grid: grid)
            }
            return chosen
        }
        let covered = LineList(lines: all.lines.filter { axis.window(of: $0) != nil })
        guard let first = all.lines.first, covered.lines.isEmpty else { return covered }
        throw ClassifierError.lineOutside(line: first.name, grid: grid)
    }
}
