// SPDX-License-Identifier: Apache-2.0

/// One flux vector on one spectral axis, with all that its archive said about it.
///
/// All arrays have as many elements as the axis. Flux and error are kept in single precision, as datasets are.
public struct Spectrum: Sendable {
    /// The n pixel centres that all arrays belong to.
    public var axis: SpectralAxis
    /// In ``fluxUnit``; NaN where the file holds none.
    public var flux: [Float]
    /// In VOUnits spelling where it could be understood, else as written; empty for relative flux.
    public var fluxUnit: String
    /// One standard deviation, in ``fluxUnit``; infinite where the file gives zero inverse variance; `nil` if not
    /// given.
    public var error: [Float]?
    /// True where the archive declares a pixel bad; `nil` if it says nothing.
    public var mask: [Bool]?

    /// The archive dialect that read it: "sdss-spec", "lamost-image".
    public var dialect: String
    /// The archive's own name for the spectrum; the file name without extension if it has none.
    public var identifier: String
    /// The object, as the archive names and places it.
    public var target: Target
    /// When, how and how well it was observed, as the archive states it.
    public var observation: Observation
    /// The class the archive or a labelled set gives it ("GALAXY", "G5", "Ia").
    public var label: String?
    /// The finer class: "G5", "STARFORMING"; `nil` if the archive gives none.
    public var subclass: String?
    /// Spectra with the same group are of the same object and never straddle a split.
    public var group: String?
    /// Which file it was read from, and where in it.
    public var source: Source
    /// Further facts of the file worth searching for, by keyword.
    public var metadata: [String: String]
    /// What the reader took for granted, one sentence each.
    public var assumptions: [String]
    /// What looked wrong but could be read, one sentence each.
    public var warnings: [String]

    /// What is known of the object.
    public struct Target: Sendable, Hashable, Codable {
        /// As the archive writes it; not resolved or made unique.
        public var name: String?
        /// ICRS right ascension in degrees.
        public var ra: Double?
        /// ICRS declination in degrees.
        public var dec: Double?
        /// z of the archive, negative for approaching objects; kept where the archive warns of it, `nil` if it gives
        /// none.
        public var redshift: Double?

        public init(name: String? = nil, ra: Double? = nil, dec: Double? = nil, redshift: Double? = nil) {
            self.name = name
            self.ra = ra
            self.dec = dec
            self.redshift = redshift
        }
    }

    /// What is known of the exposure.
    public struct Observation: Sendable, Hashable, Codable {
        /// Start or middle of the exposure, ISO 8601 in UTC.
        public var date: String?
        /// Modified Julian Date in days: of the start, the middle, or only the night, as the archive has it.
        public var mjd: Double?
        /// Seconds.
        public var exposureTime: Double?
        /// Median signal-to-noise per pixel.
        public var snr: Double?
        /// The rest frame of the spectral axis, as the file says: "HELIOCENTRIC", "BARYCENTRIC", "TOPOCENTRIC".
        public var velocityFrame: String?
        /// The correction that the archive applied, or says to apply, in km/s.
        public var velocityCorrection: Double?
        /// λ / Δλ with Δλ the full width at half maximum; one number for the whole spectrum.
        public var resolvingPower: Double?
        /// Name as the archive writes it.
        public var instrument: String?
        /// Name as the archive writes it.
        public var telescope: String?

        public init() {}
    }

    /// The place of a spectrum.
    public struct Source: Sendable, Hashable, Codable {
        /// Path or URL.
        public var file: String
        /// 0-based header-data unit, table or sheet within the file.
        public var part: Int
        /// 0-based row, aperture or fibre within the part.
        public var row: Int

        public init(file: String, part: Int = 0, row: Int = 0) {
            self.file = file
            self.part = part
            self.row = row
        }
    }

    /// A spectrum without any facts, for readers to fill in.
    ///
    /// - Parameter flux: as many values as the axis has.
    public init(axis: SpectralAxis, flux: [Float], fluxUnit: String = "", dialect: String, source: Source) {
        self.axis = axis
        self.flux = flux
        self.fluxUnit = fluxUnit
        self.dialect = dialect
        self.source = source
        identifier = ""
        target = Target()
        observation = Observation()
        metadata = [:]
        assumptions = []
        warnings = []
    }
}

extension Spectrum.Target {
    /// A key that spectra of one object share: the name without blanks and case, else the position to 0.001 degrees.
    ///
    /// The name goes first because the positions of several exposures may be those of the telescope.
    package var group: String? {
        if let name {
            let key = String(name.lowercased().filter { !$0.isWhitespace })
            if !key.isEmpty && !Self.emptyNames.contains(key) { return key }
        }
        guard let ra, let dec, ra.isFinite, dec.isFinite, abs(ra) <= 360, abs(dec) <= 90 else { return nil }
        let (a, d) = (Int((ra * 1000).rounded()), Int((dec * 1000).rounded()))
        return "position:\(Double(a) / 1000),\(Double(d) / 1000)"
    }

    /// What archives write where no name is known.
    private static let emptyNames: Set<String> = [
        "unknown", "none", "null", "n/a", "-", "object", "star", "science", "target", "test", "noname",
        "red_sci_point_blue",
    ]
}
