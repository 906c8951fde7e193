// SPDX-License-Identifier: Apache-2.0

/// What to look for in the catalogue; all conditions must hold.
public struct CatalogueQuery: Sendable, Hashable, Codable {
    /// Name of a collection; `nil` for all.
    public var collection: String?
    /// The object's name or the spectrum's, whole, in any case.
    public var name: String?
    public var label: String?
    public var cone: Cone?
    public var minimumSNR: Double?
    /// Whether spectra with a preferred twin are found too.
    public var includingTwins = true
    /// The most rows to return.
    public var limit = 10_000

    /// A circle on the sky; ICRS, all in degrees.
    public struct Cone: Sendable, Hashable, Codable {
        public var ra: Double
        public var dec: Double
        public var radius: Double

        public init(ra: Double, dec: Double, radius: Double) {
            self.ra = ra
            self.dec = dec
            self.radius = radius
        }
    }

    public init() {}
}
