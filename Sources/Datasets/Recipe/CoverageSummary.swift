// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// What a recipe must know of a collection to decide its grid: coverage, sampling and media of its spectra.
///
/// Holds a bounded sample: beyond 65 536 spectra every second, then every fourth … is kept, in the order of
/// ``add(_:)``.
public struct CoverageSummary: Sendable, Hashable, Codable {
    /// The axis of one spectrum.
    public struct Coverage: Sendable, Hashable, Codable {
        /// Shortest wavelength with data, in ``unit``.
        public var low: Double
        /// Longest wavelength with data, in ``unit``.
        public var high: Double
        /// In VOUnits spelling; wavelengths only.
        public var unit: String
        /// Pixels between both ends.
        public var points: Int
        /// Air or vacuum as the archive states it; `.unknown` if it does not.
        public var medium: SpectralMedium
        /// Whether the pixels are even in the logarithm of the wavelength rather than in wavelength.
        public var isLogarithmic: Bool

        public init(
            low: Double, high: Double, unit: String = "Angstrom", points: Int, medium: SpectralMedium,
            isLogarithmic: Bool
        ) {
            self.low = low
            self.high = high
            self.unit = unit
            self.points = points
            self.medium = medium
            self.isLogarithmic = isLogarithmic
        }
    }

    /// Spectra seen in all.
    public private(set) var count = 0
    /// The sample.
    public private(set) var coverages: [Coverage] = []
    private var stride = 1

    public init() {}

    /// Takes one spectrum into account.
    public mutating func add(_ coverage: Coverage) {
        if count % stride == 0 { coverages.append(coverage) }
        count += 1
        if coverages.count > 65_536 {
            coverages = coverages.indices.filter { $0 % 2 == 0 }.map { coverages[$0] }
            stride *= 2
        }
    }
}
