// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import TestSupport
import Testing

@Suite struct LineListTests {
    @Test("the built-in list ascends, has unique names, and windows that contain their line")
    func builtIn() {
        let lines = LineList.builtIn.lines
        #expect(lines.count > 80)
        #expect(Set(lines.map(\.name)).count == lines.count && Set(lines.map(\.label)).count == lines.count)
        #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.wavelength < $1.wavelength })
        for line in lines {
            #expect(line.halfWidth > 1 && line.halfWidth < line.wavelength / 50)
            #expect(line.continuum.allSatisfy { !$0.contains(line.wavelength) })
            #expect(line.continuum.contains { $0.upperBound <= line.wavelength })
            #expect(line.continuum.contains { $0.lowerBound >= line.wavelength })
            #expect(line.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        }
    }

    /// NIST Atomic Spectra Database 5.11: air wavelengths above 2000 Å.
    @Test(
        "converted to air, the lines are where NIST has them",
        arguments: [
            ("Halpha", 6562.80), ("Hbeta", 4861.33), ("Hepsilon", 3970.07), ("HeI_5875", 5875.62),
            ("HeI_6678", 6678.15),
            ("HeII_4685", 4685.70), ("CaII_K", 3933.66), ("CaII_H", 3968.47), ("CaII_8542", 8542.09),
            ("NaI_D1", 5895.92),
            ("NaI_D2", 5889.95), ("MgI_5183", 5183.60), ("OIII_5006", 5006.84), ("NII_6583", 6583.45),
            ("SII_6716", 6716.44), ("FeII_5169", 5169.03), ("LiI_6707", 6707.81), ("Pa10", 9014.91),
            ("Pabeta", 12818.07),
        ])
    func air(name: String, wavelength: Double) throws {
        let line = try LineList.builtIn.selecting([name]).lines[0]
        #expect(abs(AirVacuum.air(vacuum: line.wavelength) - wavelength) < 0.02)
    }

    @Test("lines are chosen by name or label, each once, and an unknown one lists the known")
    func selecting() throws {
        #expect(try LineList.builtIn.selecting(["Hβ", "halpha", "Halpha"]).lines.map(\.name) == ["Hbeta", "Halpha"])
        let few = try LineList.builtIn.selecting(["Halpha", "Hbeta"])
        #expect { try few.selecting(["Hgamma"]) } throws: {
            "\($0)" == "SPE014: there is no line Hgamma. The list has: Halpha, Hbeta."
        }
        #expect(few.within(6500...6630, medium: .vacuum).lines.map(\.name) == ["Halpha"])
        #expect(few.within(6504...6622, medium: .air).lines.isEmpty)
        #expect(few.within(6502...6623, medium: .air).lines.count == 1)
    }

    private func read(_ text: String) throws -> LineList {
        let folder = try TemporaryFolder()
        let path = folder.path + "/lines.csv"
        try Data(text.utf8).write(to: URL(filePath: path))
        return try LineList(contentsOf: path)
    }

    @Test("a list of one's own is read with its units, media, windows and defaults")
    func file() throws {
        let list = try read(
            """
            name,wavelength,unit,medium,half_width,continuum
            Ha,6562.8,Angstrom,air,30,6500-6530;6600-6630
            Ly,121.567,nm,,,
            "Br gamma",2.16612,um,vacuum,0.01,

            """)
        #expect(list.lines.map(\.name) == ["Ha", "Ly", "Br gamma"])
        #expect(abs(list.lines[0].wavelength - 6564.61) < 0.01)
        #expect(abs(list.lines[0].continuum[1].lowerBound - AirVacuum.vacuum(air: 6600)) < 1e-6)
        #expect(
            abs(list.lines[1].wavelength - 1215.67) < 1e-9 && list.lines[1].halfWidth == list.lines[1].wavelength / 300)
        #expect(abs(list.lines[2].halfWidth - 100) < 1e-6 && list.lines[2].continuum.count == 2)
    }

    @Test(
        "what is wrong in a list is said with its line",
        arguments: [
            ("wavelength,unit\n6562,Angstrom\n", "line 1: a line list begins with a header"),
            ("name,wavelength\nHa,6562.8\n", "line 2: the medium must be air or vacuum"),
            ("name,wavelength,medium\nHa,red,air\n", "line 2: wavelength is \"red\""),
            ("name,wavelength,medium\nHa,-5,air\n", "line 2: the wavelength must be"),
            ("name,wavelength,medium\nHa,nan,air\n", "line 2: wavelength is \"nan\""),
            ("name,wavelength,medium,unit\nHa,6562,air,kg\n", "line 2: \"kg\" is not a unit"),
            ("name,wavelength,medium,half_width\nHa,6562,air,-3\n", "line 2: half_width must be"),
            ("name,wavelength,medium,continuum\nHa,6562,air,6600\n", "line 2: \"6600\" is not a window"),
            ("name,wavelength,medium,continuum\nHa,6562,air,6600-6500\n", "line 2: the window 6600-6500 must ascend"),
            ("name,wavelength,medium\nHa,6562,air\nHa,6562,air\n", "line 3: Ha is there twice"),
            ("name,wavelength,medium\n", "line 1: the list names no line"),
        ])
    func faults(text: String, message: String) {
        #expect { try read(text) } throws: { "\($0)".hasPrefix("SPE013") && "\($0)".contains(message) }
    }
}
