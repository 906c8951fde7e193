// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import VOTable

@testable import VirtualObservatory

@Suite(.enabled(if: SharedData.isAvailable)) struct SSAAnswerTests {
    @Test("the Ondřejov answer that others refuse gives all 30 rows, 15 spectra")
    func ondrejov() throws {
        let answer = try SSAAnswer(
            try Recorded.file(
                "ssa/ssap_ondrejov_1.xml", url: "http://voarchive.asu.cas.cz/ccd700/q/ssa/ssap.xml?POS=1,2"),
            service: "http://voarchive.asu.cas.cz/ccd700/q/ssa/ssap.xml")
        #expect(answer.records.count == 30)
        let first = try #require(answer.records.first)
        #expect(first.publisherDID == "ivo://asu.cas.cz/stel/ccd700/tg160037")
        #expect(first.creatorDID == nil && first.signalToNoise == nil)
        #expect(first.accessURL == "http://voarchive.asu.cas.cz/getproduct/ccd700/data/v509cas/6255-6767/tg160037.fit")
        #expect(first.format?.kind == .fitsImage && first.estimatedSize == 20160)
        #expect(first.position == SkyPoint(345.021249997337, 56.94536110962))
        #expect(first.time == 55393.9589467593)
        #expect(abs(try #require(first.bandStart) - 6.26034e-7) < 1e-13)
        #expect(
            first.spectralUnit == "Angstrom" && first.fluxUnit == "Count" && first.fluxCalibration == "UNCALIBRATED")
        #expect(first.columns["ssa_dateObs"] == "55393.9589467593" && first.columns["ssa_snr"] == nil)

        let spectra = SSASpectrum.grouped(answer.records)
        #expect(spectra.count == 15)
        #expect(spectra.allSatisfy { $0.best.format?.kind == .voTable && $0.others.count == 1 })
        #expect(spectra[0].best.accessURL?.hasSuffix("tg160037.vot") == true)
    }

    @Test("an answer of an SSA 1.0 service has its rows, positions in one column and sizes in a parameter")
    func jhu() throws {
        let answer = try SSAAnswer(try Recorded.file("ssa/pyvo_ssa_result.xml"), service: "s")
        #expect(answer.records.count == 36)
        let first = try #require(answer.records.first)
        #expect(first.title == "SDSS J115923.80+005905.16 GALAXY" && first.collection == "SDSS DR6")
        #expect(first.position == SkyPoint(179.849160, 0.984768))
        #expect(first.estimatedSize == 800_000 && first.redshift == 0.451941)
        #expect(first.creatorDID == "ivo://sdss/dr6/spec/2_5/#80442261170552832")
        #expect(SSASpectrum.grouped(answer.records).count == 36)
    }

    @Test("DaCHS' answer by position has three things to fetch by: product, link column, descriptors")
    func dachs() throws {
        let answer = try SSAAnswer(try Recorded.answer("ssa-pos-size"), service: "s")
        let first = try #require(answer.records.first)
        #expect(first.publisherDID == "ivo://lab.example/~?labspec/data/lab000.fits")
        #expect(first.format?.kind == .voTable)
        #expect(first.linksURL?.contains("/labspec/q/sdl/dlmeta?ID=") == true)
        #expect(first.targetName == "LAB 000" && first.position != nil && first.time != nil)
        #expect(abs(try #require(first.bandStart) - 6.251615e-7) < 6.3e-13)
        #expect(answer.descriptors.map(\.kind) == [.links, .sodaSync])
    }

    @Test("answers without rows are answers", arguments: ["ssa-empty", "ssa-band-miss", "ssa-maxrec-0"])
    func empty(name: String) throws {
        #expect(try SSAAnswer(try Recorded.answer(name), service: "s").records.isEmpty)
    }

    @Test("binary and text forms of the same answer are the same")
    func serialisations() throws {
        let binary = try SSAAnswer(try Recorded.answer("ssa-maxrec-overflow"), service: "s")
        let text = try SSAAnswer(try Recorded.answer("ssa-tabledata"), service: "s")
        #expect(binary.records.map(\.publisherDID) == text.records.map(\.publisherDID) && binary.records.count == 3)
        #expect(binary.records.map(\.position) == text.records.map(\.position))
        #expect(binary.status == .overflow && text.status == .overflow)
    }

    @Test("a service's form names its parameters with units and options")
    func form() throws {
        let form = try SSAForm(try Recorded.answer("ssa-metadata"))
        #expect(form.title == "Interop-lab CCD700-like spectra")
        #expect(form.inputs.map(\.name).starts(with: ["POS", "SIZE", "BAND", "TIME", "FORMAT"]))
        let calibration = try #require(form.inputs.first { $0.name == "FLUXCALIB" })
        #expect(calibration.options == ["ABSOLUTE", "CALIBRATED", "RELATIVE", "NORMALIZED", "UNCALIBRATED", "ANY"])
        #expect(form.inputs.first { $0.name == "BAND" }?.unit == "m")
        #expect(form.inputs.first { $0.name == "COMPRESS" }?.value == "true")
        #expect(form.columns.contains { $0.name == "ssa_pubDID" })
        // MAXREC=0 is answered with the same.
        #expect(try SSAForm(try Recorded.answer("ssa-maxrec-0")).inputs == form.inputs)
    }

    @Test("what is no form is said to be none")
    func noForm() throws {
        #expect(throws: ServiceError.self) { try SSAForm(try Recorded.file("ssa/ssap_error.xml")) }
    }
}
