// SPDX-License-Identifier: Apache-2.0

import Spectra
import Testing

@Suite("Text dialects")
struct TextDialectTests {
    private func read(_ text: String, name: String = "made.txt") throws -> [Spectrum] {
        try SpectrumReader.spectra(bytes: Array(text.utf8), name: name)
    }

    private func lines(_ separator: String, count: Int = 10) -> String {
        (0..<count).map { "\(6500 + $0)\(separator)\(Double($0) / 4)\n" }.joined()
    }

    @Test(
        "Two columns without a header are wavelength and flux, and the assumptions tell",
        arguments: [",", "\t", ";", "  "])
    func twoColumns(separator: String) throws {
        let spectrum = try #require(try read(lines(separator)).first)
        #expect(spectrum.dialect == "text-columns")
        #expect(spectrum.axis.values == (0..<10).map { 6500 + Double($0) } && spectrum.flux[9] == 2.25)
        #expect(spectrum.axis.unit == "Angstrom" && spectrum.axis.medium == .unknown)
        #expect(spectrum.assumptions.count == 2)
    }

    @Test(
        "Header names and units are taken, in a first line or a comment",
        arguments: ["wave [nm],flux (Jy),err\n", "# wave [nm],flux (Jy),err\n"])
    func header(first: String) throws {
        let spectrum = try #require(try read(first + "650,1,0.5\n651,2,0.25\n652,nan,1\n").first)
        #expect(spectrum.axis.unit == "nm" && spectrum.fluxUnit == "Jy")
        #expect(spectrum.error == [0.5, 0.25, 1] && spectrum.flux[2].isNaN)
        #expect(spectrum.assumptions.isEmpty)
    }

    @Test("A column named for wavelengths in air is in air, one of logarithms is undone")
    func media() throws {
        let air = try #require(try read("lambda_air,flux\n6500,1\n6501,2\n").first)
        #expect(air.axis.medium == .air)
        let log = try #require(try read("loglam flux\n3.5 1\n3.6 2\n").first)
        #expect(abs(log.axis.values[0] - 3162.2776601683795) < 1e-9)
    }

    @Test("Decimal commas are read")
    func decimalComma() throws {
        let text = (0..<10).map { "\(6500 + $0),5;1,\($0)\n" }.joined()
        let spectrum = try #require(try read(text).first)
        #expect(spectrum.axis.values[0] == 6500.5 && spectrum.flux[9] == 1.9)
    }

    @Test("An IRAF listing gives its pairs and what its header says")
    func irafListing() throws {
        let header = """
            NAXIS1  =                 2304  /  Length of axis
            OBJECT  = 'IQ AUR            '  /
            WAT2_001= 'wtype=multispec spec1 = "11 78 2 4344.55 0.0371 2'
            WAT2_002= '304 0. 0.00 0.00 1. 0. 2 5 1 2304  4.388e+03'
            HISTORY trimmed 1 2000
            END


            """
        let spectrum = try #require(try read(header + lines("  ")).first)
        #expect(spectrum.flux.count == 10 && spectrum.target.name == "IQ AUR")
        #expect(spectrum.warnings.isEmpty)
    }

    @Test("The comments of a DaCHS CSV fill in target, time, medium and units")
    func dachs() throws {
        let comments = """
            # ssa_targname = LAB 000 // Common name of object observed.
            # ssa_location = 83.0 21.0 // ICRS location of aperture center
            # ssa_dateObs = 56293.5 // Midpoint of exposure (MJD)
            # ssa_spectralucd = em.wl;obs.atmos // UCD of the spectral column
            # ssa_pubDID = ivo://lab.example/~?labspec/data/lab000.fits // identifier

            """
        let spectrum = try #require(try read(comments + lines(",")).first)
        #expect(spectrum.target.name == "LAB 000" && spectrum.target.ra == 83 && spectrum.target.dec == 21)
        #expect(spectrum.observation.mjd == 56293.5 && spectrum.observation.date == "2013-01-01T12:00:00.000")
        #expect(spectrum.axis.medium == .air && spectrum.identifier == "lab000.fits")
    }

    @Test("Lines without numbers are left out, and the warning names the first")
    func badLines() throws {
        let spectrum = try #require(try read(lines(",") + "oops\n" + "6511,1\n").first)
        #expect(spectrum.flux.count == 11)
        #expect(spectrum.warnings == ["1 lines without numbers were left out, the first is line 11."])
    }

    @Test("A spectral type in the file name becomes the label, other endings do not")
    func spectralType() throws {
        let star = try #require(try read(lines(" "), name: "/data/HD219978_K4p5Ib.dat").first)
        #expect(star.label == "K4p5Ib" && star.target.name == "HD219978")
        #expect(star.assumptions.contains { $0.contains("file name") })
        #expect(try read(lines(" "), name: "night_B12.dat").first?.label == nil)
    }

    @Test(
        "Tables that are no spectrum are refused with the reason",
        arguments: [
            ("id,label\na,1\nb,2\n", "a list of 2 labels"),
            ("# a b c\n1 2 3\n4 5 6\n", "only 2 lines of numbers"),
            ("hello\n", "no line of the text has two numbers"),
            ((0..<10).map { "\(($0 * 7) % 10) 1\n" }.joined(), "does not rise or fall"),
            (
                "source_id,bp_coefficients,rp_coefficients\n1,\"(1, 2)\",\"(3, 4)\"\n",
                "1 Gaia XP spectra as coefficients"
            ),
        ])
    func refused(text: String, reason: String) {
        do {
            _ = try read(text)
            Issue.record("read as a spectrum")
        } catch {
            #expect("\(error)".contains(reason))
        }
    }

    @Test("A set of spectra has a row for each, with wavelengths or channels from the header")
    func sets() throws {
        let waves = (0..<12).map { String(450 + 5 * $0) }.joined(separator: ",")
        let fluxes = (0..<12).map { String($0) }.joined(separator: ",")
        let named = try read("id,label,ra,\(waves)\n7,S,12.5,\(fluxes)\n8,C,,\(fluxes)\n")
        #expect(named.map(\.dialect) == ["labelled-csv", "labelled-csv"])
        #expect(
            named.map(\.identifier) == ["7", "8"] && named.map(\.label) == ["S", "C"]
                && named.map(\.group) == ["7", "8"])
        #expect(named[0].axis.values[1] == 455 && named[0].axis.unit == "nm" && named[0].target.ra == 12.5)
        let channels = (1...12).map { "b\($0)" }.joined(separator: ",")
        let numbered = try read("id,label,\(channels)\nx,1,\(fluxes)\n")
        #expect(numbered[0].axis.values.last == 12 && numbered[0].axis.unit.isEmpty)
        #expect(numbered[0].assumptions == ["The file holds no wavelengths; the spectral axis counts channels from 1."])
        let bare = try read("tg160037,\(fluxes)\ntg160038,\(fluxes)\n")
        #expect(bare.map(\.identifier) == ["tg160037", "tg160038"] && bare[1].flux.count == 12)
    }

    @Test("A row of another width than the header names its line")
    func ragged() throws {
        let waves = (0..<12).map { String(450 + 5 * $0) }.joined(separator: ",")
        do {
            _ = try read("id,label,\(waves)\n7,S,1,2,3\n")
            Issue.record("read a ragged table")
        } catch {
            #expect("\(error)".contains("line 2: 5 fields, and the lines before have 14"))
        }
    }

    @Test("A SNID template gives its epochs, masked where there is no coverage; a short one names the line")
    func snid() throws {
        let text = """
                2 4   2500.00  10000.00     1     sn1999x       1.07  Ia-norm     1  2
                  1  8       1.36722 10     -13.53848
                  1  2.4786  -0.1379  2.4533  -0.0420
                   0  -12.700    3.500
             2501.69    0.000    0.500
             2505.08    0.125    0.250
             2508.48   -0.500    0.000
             2511.87    0.250    0.000
            """
        let spectra = try read(text)
        #expect(
            spectra.map(\.identifier) == ["sn1999x_0", "sn1999x_1"] && spectra.map(\.label) == ["Ia-norm", "Ia-norm"])
        #expect(spectra[1].flux == [0.5, 0.25, 0, 0] && spectra[1].mask == [false, false, true, true])
        #expect(spectra[0].metadata["phase"] == "-12.700" && spectra[0].group == "sn1999x")
        #expect(throws: SpectrumError.self) { try read(text.replacing("2511.87", with: "2511.87 9")) }
    }
}
