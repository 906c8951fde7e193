// SPDX-License-Identifier: Apache-2.0

/// A circle on the sky.
public struct SkyCircle: Sendable, Hashable {
    public var centre: SkyPoint
    /// In degrees.
    public var radius: Double

    public init(centre: SkyPoint, radius: Double) {
        self.centre = centre
        self.radius = radius
    }

    /// Seven circles of about half the radius that together cover this one: one in the middle, six around.
    ///
    /// On a plane the radius would be exactly half and the centres √3/2 away; the margin takes up the curvature of the sky, for
    /// radii up to 40 degrees.
    var parts: [SkyCircle] {
        let small = radius * (radius > 5 ? 0.56 : 0.505)
        let around = (0..<6).map { centre.moved(by: radius * 0.866, towards: Double($0) * 60) }
        return ([centre] + around).map { SkyCircle(centre: $0, radius: small) }
    }

    /// Twelve circles that cover the sky: round the corners of an icosahedron (37.38 degrees would do).
    static var wholeSky: [SkyCircle] {
        var centres = [SkyPoint(0, 90), SkyPoint(0, -90)].compactMap { $0 }
        for step in 0..<5 {
            centres += [SkyPoint(Double(step) * 72, 26.565_05), SkyPoint(Double(step) * 72 + 36, -26.565_05)]
                .compactMap { $0 }
        }
        return centres.map { SkyCircle(centre: $0, radius: 37.5) }
    }
}
