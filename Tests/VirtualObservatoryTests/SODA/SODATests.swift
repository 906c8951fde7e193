// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import TestSupport
import Testing

@testable import VirtualObservatory

@Suite(.enabled(if: SharedData.isAvailable)) struct SODATests {
    private let interval = SpectralInterval(
        vacuum: NumberRange(6.55e-7, 6.575e-7), air: NumberRange(6.5482e-7, 6.5732e-7))

    private func dictionary(_ fields: [TransportRequest.Field]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
    }

    @Test("a cut is asked for as the descriptor of an SSA answer wants it")
    func embedded() throws {
        let answer = try SSAAnswer(try Recorded.answer("ssa-pos-size"), service: "s")
        let descriptor = try #require(answer.descriptors.first { $0.kind == .sodaSync })
        let record = answer.records[0]
        let choice = SODAChoice(
            interval: interval, values: [.init("fluxcalib", "NORMALIZED"), .init("FORMAT", "fits")])
        #expect(
            dictionary(try descriptor.fields(choice) { record.value(ofColumn: $0) }) == [
                "ID": "ivo://lab.example/~?labspec/data/lab000.fits", "BAND": "6.55e-07 6.575e-07",
                "FLUXCALIB": "normalized", "FORMAT": "application/fits",
            ])
        let open = SODAChoice(interval: SpectralInterval(vacuum: NumberRange(6.6e-7, nil)))
        #expect(
            dictionary(try descriptor.fields(open) { record.value(ofColumn: $0) })["BAND"] == "6.6e-07 +Inf")
    }

    @Test("services from before SODA are asked as they declare it")
    func before() throws {
        let answer = try SSAAnswer(
            try Recorded.file("ssa/ssap_ondrejov_1.xml", url: "http://a/ssa?POS=1"), service: "s")
        #expect(answer.descriptors.map(\.kind) == [.getData, .sodaSync, .links])
        let record = answer.records[0]
        let choice = SODAChoice(interval: interval, values: [.init("FLUXCALIB", "normalized")])
        let ssdp = dictionary(try answer.descriptors[1].fields(choice) { record.value(ofColumn: $0) })
        #expect(
            ssdp == [
                "ID": "ivo://asu.cas.cz/stel/ccd700/tg160037", "LAMBDA_MIN": "6.55e-07", "LAMBDA_MAX": "6.575e-07",
                "FLUXCALIB": "normalized",
            ])
        let getData = dictionary(try answer.descriptors[0].fields(choice) { record.value(ofColumn: $0) })
        #expect(
            getData == [
                "REQUEST": "getData", "PUBDID": "ivo://asu.cas.cz/stel/ccd700/tg160037", "BAND": "6.55e-07/6.575e-07",
                "FLUXCALIB": "normalized",
            ])
        #expect(answer.descriptors[0].accessURL == "http://a/ssa")
    }

    @Test("what a service does not declare is not sent but refused, and the refusal says what there is")
    func refused() throws {
        let answer = try SSAAnswer(try Recorded.answer("ssa-pos-size"), service: "s")
        let descriptor = try #require(answer.descriptors.first { $0.kind == .sodaSync })
        func failure(_ field: TransportRequest.Field) -> String? {
            do {
                _ = try descriptor.fields(SODAChoice(values: [field])) { _ in "x" }
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(failure(.init("FROBNICATE", "1"))?.contains("FLUXCALIB, BAND, FORMAT") == true)
        #expect(failure(.init("FLUXCALIB", "ABSOLUTE"))?.contains("UNCALIBRATED, RELATIVE, normalized") == true)
        #expect(failure(.init("ID", "other")) != nil)
        #expect(throws: ServiceError.self) { try descriptor.fields(SODAChoice()) { _ in nil } }
        let links = try #require(answer.descriptors.first { $0.kind == .links })
        #expect(throws: ServiceError.self) { try links.fields(SODAChoice(interval: interval)) { _ in "x" } }
    }

    @Test("answers are products, nothing, or refusals")
    func outcomes() throws {
        #expect(try SODAClient.outcome(try Recorded.answer("soda-err-band-outside")) == .empty)
        for name in ["soda-band", "soda-normalized-fits", "soda-relative-csv", "soda-text", "soda-nan", "soda-vot15"] {
            let response = try Recorded.answer(name)
            #expect(try SODAClient.outcome(response) == .product(response))
        }
        for name in [
            "soda-err-badband", "soda-err-fluxcalib", "soda-err-noid", "soda-err-unknownid", "soda-err-unknownparam",
        ] {
            #expect(throws: ServiceError.self) { try SODAClient.outcome(try Recorded.answer(name)) }
        }
        #expect(throws: ServiceError.self) { try SODAClient.outcome(try Recorded.answer("ssa-err-badpos")) }
        #expect(throws: ServiceError.self) { try SODAClient.outcome(Recorded.response("<html>Log in</html>")) }
    }
}

@Suite struct SpectralInputTests {
    private func descriptor(_ parameters: String) throws -> ServiceDescriptor {
        let answer = try DALIAnswer(
            Recorded.response(
                "<VOTABLE><RESOURCE type=\"meta\" utype=\"adhoc:service\"><PARAM name=\"accessURL\" datatype=\"char\" arraysize=\"*\" "
                    + "value=\"http://a/cut\"/><PARAM name=\"standardID\" datatype=\"char\" arraysize=\"*\" "
                    + "value=\"IVO://ivoa.net/std/SODA#Sync-1.0\"/><GROUP name=\"inputParams\">\(parameters)</GROUP></RESOURCE></VOTABLE>"
            ))
        return try #require(ServiceDescriptor.all(in: answer).first)
    }

    private func sent(_ parameters: String, _ interval: SpectralInterval) throws -> [String: String] {
        let fields = try descriptor(parameters).fields(SODAChoice(interval: interval)) { _ in nil }
        return Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
    }

    private let visible = SpectralInterval(vacuum: NumberRange(5e-7, 6e-7), air: NumberRange(4.9986e-7, 5.9983e-7))

    @Test("units, media and directions are those of the parameter")
    func units() throws {
        func parameter(_ unit: String, _ ucd: String) -> String {
            "<PARAM name=\"CUT\" datatype=\"double\" arraysize=\"2\" xtype=\"interval\" unit=\"\(unit)\" ucd=\"\(ucd)\" value=\"\"/>"
        }
        func numbers(_ unit: String, _ ucd: String) throws -> [Double] {
            (try sent(parameter(unit, ucd), visible)["CUT"] ?? "").split(separator: " ").compactMap { Double($0) }
        }
        func isNear(_ values: [Double], _ expected: [Double]) -> Bool {
            values.count == 2 && zip(values, expected).allSatisfy { abs($0 / $1 - 1) < 1e-9 }
        }
        #expect(isNear(try numbers("Angstrom", "em.wl"), [5000, 6000]))
        #expect(isNear(try numbers("nm", "em.wl;obs.atmos"), [499.86, 599.83]))
        #expect(isNear(try numbers("THz", "em.freq"), [499.654096666667, 599.584916]))
        #expect(isNear(try numbers("eV", "em.energy"), [2.06640330722, 2.47968396866]))
        let noAir = SpectralInterval(vacuum: NumberRange(5e-7, 6e-7))
        #expect(throws: ServiceError.self) { try sent(parameter("nm", "em.wl;obs.atmos"), noAir) }
        #expect(throws: ServiceError.self) { try sent(parameter("furlong", "em.wl"), visible) }
    }

    @Test("two parameters for the two ends are found whatever they are called")
    func ends() throws {
        let parameters =
            "<PARAM name=\"W1\" datatype=\"float\" unit=\"nm\" ucd=\"em.wl;par.min\" value=\"\"/>"
            + "<PARAM name=\"W2\" datatype=\"float\" unit=\"nm\" ucd=\"par.max;em.wl\" value=\"\"/>"
        let fields = try sent(parameters, visible)
        #expect(fields.mapValues { ($0.split(separator: ".").first).map(String.init) } == ["W1": "500", "W2": "600"])
        #expect(Set(try sent(parameters, SpectralInterval(vacuum: NumberRange(nil, 6e-7))).keys) == ["W2"])
    }

    @Test("a parameter without UCD is known by its unit, or by SODA's name for it")
    func withoutUCD() throws {
        #expect(
            try sent(
                "<PARAM unit=\"m\" datatype=\"double\" xtype=\"interval\" name=\"BAND\" arraysize=\"*\"/>", visible)
                == ["BAND": "5e-07 6e-07"])
        #expect(
            try sent("<PARAM datatype=\"char\" name=\"BAND\" arraysize=\"*\" value=\"\"/>", visible) == [
                "BAND": "5e-07 6e-07"
            ])
        #expect(throws: ServiceError.self) {
            try sent("<PARAM datatype=\"double\" unit=\"m\" ucd=\"spect.resolution;em.wl\" name=\"RES\"/>", visible)
        }
    }

    @Test("a number outside the declared limits is refused")
    func limits() throws {
        let scale =
            "<PARAM datatype=\"int\" name=\"SCALE\" value=\"\"><VALUES><MIN value=\"2\"/><MAX value=\"32\"/></VALUES></PARAM>"
        let descriptor = try descriptor(scale)
        func send(_ value: String) throws -> [TransportRequest.Field] {
            try descriptor.fields(SODAChoice(values: [.init("scale", value)])) { _ in nil }
        }
        #expect(try send("32") == [.init("SCALE", "32")])
        for value in ["1", "33", "many"] { #expect(throws: ServiceError.self) { try send(value) } }
    }
}
