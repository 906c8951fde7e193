// SPDX-License-Identifier: Apache-2.0

import Testing
import VOTable

@testable import VirtualObservatory

@Suite("Frames of the sky")
struct SkyFrameTests {
    // astropy 7: SkyCoord(…, frame="galactic" or FK4(equinox="B1950", obstime="B1950")).icrs, in degrees. astropy's FK5 stands
    // 0.02″ from ICRS, and its elliptic terms are computed from the Earth's orbit.
    @Test(
        "positions come out as astropy has them, to 0.05″",
        arguments: [
            ("GALACTIC", 0.0, 0.0, 266.4049882865447, -28.936177761791473),
            ("galactic", 0, 90, 192.85947789477606, 27.128252414968028),
            ("GALACTIC_II", 121.17424, -21.57264, 10.684565894042574, 41.269415349233704),
            ("GALACTIC", 300.5, -45.25, 18.340456785809145, -71.77458611164153),
            ("FK4", 0, 0, 0.6406846126253535, 0.2784069696545816),
            ("FK4", 187.25, 2.33, 187.88925258914082, 2.054033846821451),
            ("eq_FK4", 83, -69.5, 82.90207731154942, -69.4657979706393),
            ("B1950", 310, 88, 303.9930517957049, 88.16777138135524),
            ("FK5", 310, 88, 310, 88), ("", 1, 2, 1, 2),
        ])
    func conversion(frame: String, longitude: Double, latitude: Double, ra: Double, dec: Double) throws {
        let point = try #require(SkyPoint(longitude, latitude))
        let frame = try #require(SkyFrame(named: frame))
        let converted = try #require(frame.icrs(point))
        let expected = try #require(SkyPoint(ra, dec))
        #expect(converted.distance(to: expected) * 3600 < 0.05)
    }

    @Test("a pair in galactic coordinates is found in ICRS, and one of an unknown frame is not")
    func column() throws {
        var table = VOTableDocument.Table()
        table.fields = [
            VOTableField(
                name: "p", datatype: .double, arraysize: "2", utype: "ssa:Char.SpatialAxis.Coverage.Location.Value"),
            VOTableField(name: "frame", datatype: .char, utype: "ssa:CoordSys.SpaceFrame.Name"),
        ]
        let finder = ColumnFinder(table)
        let positions = PositionFinder(finder)
        let centre = try #require(positions.position(finder.cells(of: [.reals([0, 0]), .text("GALACTIC")])))
        #expect(abs(centre.rightAscension - 266.40499) < 1e-4)
        #expect(positions.position(finder.cells(of: [.reals([0, 0]), .text("ECLIPTIC")])) == nil)
        #expect(SkyFrame(named: "SUPER_GALACTIC") == nil)
    }
}
