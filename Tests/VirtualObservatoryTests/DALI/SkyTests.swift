// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import VirtualObservatory

@Suite struct SkyTests {
    @Test(
        "a position is read in degrees, and in hours and degrees",
        arguments: [
            ("83.63308,22.0145", 83.63308, 22.0145), ("83.63308 22.0145", 83.63308, 22.0145),
            ("05:34:31.94 +22:00:52.2", 83.633083, 22.014500), ("5h34m31.94s -00d30m00s", 83.633083, -0.5),
            ("12 30 00 -45 30 00", 187.5, -45.5), ("-10,5", 350, 5),
        ])
    func read(text: String, ra: Double, dec: Double) throws {
        let point = try #require(SkyPoint(text))
        #expect(abs(point.rightAscension - ra) < 1e-5 && abs(point.declination - dec) < 1e-5)
    }

    @Test("what is no position is refused", arguments: ["", "83", "83,95", "NaN,1", "a,b", "1,2,3", "1e999,0"])
    func refused(text: String) { #expect(SkyPoint(text) == nil) }

    // Expected: astropy.coordinates, SkyCoord.separation.
    @Test("the distance is right near, far, and across the pole")
    func distance() throws {
        let a = try #require(SkyPoint(83, 21))
        #expect(abs(a.distance(to: try #require(SkyPoint(83.2, 21.1))) - 0.2117534) < 1e-6)
        #expect(abs(a.distance(to: try #require(SkyPoint(263, -21))) - 180) < 1e-9)
        #expect(abs(try #require(SkyPoint(0, 89)).distance(to: try #require(SkyPoint(180, 89))) - 2) < 1e-9)
    }

    @Test("the parts of a circle cover it", arguments: [0.001, 1, 20, 37.5])
    func cover(radius: Double) throws {
        var generator = SystemRandomNumberGenerator()
        for centre in [SkyPoint(10, 0), SkyPoint(200, 80), SkyPoint(0, -90)].compactMap({ $0 }) {
            let parts = SkyCircle(centre: centre, radius: radius).parts
            for _ in 0..<2000 {
                let point = centre.moved(
                    by: radius * Double.random(in: 0...1, using: &generator).squareRoot(),
                    towards: Double.random(in: 0..<360, using: &generator))
                #expect(parts.contains { $0.centre.distance(to: point) <= $0.radius })
            }
        }
    }

    @Test("twelve circles cover the sky")
    func sky() {
        for _ in 0..<20_000 {
            let declination = asin(Double.random(in: -1...1)) * 180 / .pi
            guard let point = SkyPoint(Double.random(in: 0..<360), declination) else { continue }
            #expect(SkyCircle.wholeSky.contains { $0.centre.distance(to: point) <= $0.radius })
        }
    }
}
