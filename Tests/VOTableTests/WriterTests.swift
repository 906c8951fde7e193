// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import VOTable

@Suite struct WriterTests {
    private func field(_ name: String, _ datatype: VOTableField.Datatype, _ arraysize: String? = nil) -> VOTableField {
        VOTableField(name: name, datatype: datatype, arraysize: arraysize)
    }

    /// Every datatype, scalar and array, with a full row, an extreme one and one of nulls.
    private var everything: VOTableDocument.Table {
        var table = VOTableDocument.Table()
        table.name = "a \"table\" & more"
        table.id = "1 bad id"
        table.fields = [
            field("bool", .boolean), field("bits", .bit, "10"), field("ub", .unsignedByte), field("sh", .short),
            field("in", .int), field("lo", .long), field("fl", .float), field("do", .double), field("ch", .char),
            field("chfix", .char, "5"), field("uni", .unicodeChar, "*"), field("fc", .floatComplex),
            field("ints", .int, "*"), field("pair", .double, "2"), field("words", .char, "4x*"),
            field("flags", .boolean, "*"),
        ]
        table.fields[6].id = "1 bad id"
        let bits: [Bool?] = [true, false, true, false, true, false, true, false, true, true]
        table.rows = [
            [
                .boolean(true), .booleans(bits), .integer(200), .integer(-5), .integer(70000),
                .integer(9_007_199_254_740_993),
                .real(Double(Float(0.1))), .real(0.1), .text("a<b&c \"]]>"), .text("abcde"), .text("Škoda λ"),
                .complex(1, -2),
                .integers([1, nil, 3]), .reals([1.5, -2.5]), .texts(["ab", "cdef"]), .booleans([true, nil]),
            ],
            [
                .boolean(false), .booleans(bits), .integer(0), .integer(32767), .integer(-2_147_483_647),
                .integer(.max),
                .real(.infinity), .real(.leastNonzeroMagnitude), .text("x"), .text("a"), .text("z"), .complex(0, 0),
                .integers([7]),
                .reals([1e300, -0.0]), .texts(["q"]), .booleans([false]),
            ],
        ]
        return table
    }

    private func readBack(_ table: VOTableDocument.Table, _ form: VOTableWriter.Serialization) throws -> VOTableDocument
    {
        let folder = try TemporaryFolder()
        let writer = try VOTableWriter(path: folder.appending("out.vot"), table: table, serialization: form)
        try writer.finish(infos: [.init(name: "QUERY_STATUS", value: "OVERFLOW")])
        return try VOTableDocument(contentsOf: folder.appending("out.vot"))
    }

    @Test(
        "every value comes back, bit for bit, in every serialization", arguments: VOTableWriter.Serialization.allCases)
    func roundTrip(form: VOTableWriter.Serialization) throws {
        let document = try readBack(everything, form)
        #expect(document.tables[0].rows == everything.rows)
        #expect(document.tables[0].name == everything.name)
        #expect(document.tables[0].fields.map { $0.name } == everything.fields.map { $0.name })
        #expect(document.resources[0].infos.map { $0.value } == ["OVERFLOW"])
        #expect(document.warnings.isEmpty)
    }

    @Test("nulls come back as nulls", arguments: VOTableWriter.Serialization.allCases)
    func nulls(form: VOTableWriter.Serialization) throws {
        var table = VOTableDocument.Table()
        table.fields = [
            field("a", .int), field("b", .boolean), field("c", .char, "*"), field("d", .long), field("e", .double),
        ]
        table.rows = [
            [.null, .null, .null, .integer(1), .null], [.integer(0), .boolean(false), .text("x"), .null, .real(0)],
        ]
        var expected = table.rows
        if form == .binary {
            // Without flags a string is empty and a number is not a number.
            expected[0][2] = .text("")
            let read = try readBack(table, form).tables[0].rows
            guard case .real(let value) = read[0][4] else { return #expect(Bool(false)) }
            #expect(value.isNaN)
            expected[0][4] = read[0][4]
            #expect(String(describing: read) == String(describing: expected))
        } else {
            #expect(try readBack(table, form).tables[0].rows == expected)
        }
    }

    @Test("what does not fit its column is refused, and no file appears")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let cases: [(VOTableField, VOTableValue)] = [
            (field("a", .short), .integer(40_000)), (field("a", .unsignedByte), .integer(-1)),
            (field("a", .int), .text("x")),
            (field("a", .char, "3"), .text("abcd")), (field("a", .double, "2"), .reals([1])),
            (field("a", .int), .real(1)),
            (field("a", .char), .text("λ")), (field("a", .int), .integer(Int64(Int32.min))),
        ]
        for (field, value) in cases {
            var table = VOTableDocument.Table()
            table.fields = [field]
            table.rows = [[value]]
            let path = folder.appending("refused.vot")
            #expect(throws: VOTableError.self, "\(field.datatype) \(value)") {
                try VOTableWriter(path: path, table: table, serialization: .binary).finish()
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test(
        "rows and batches give the same bytes, for one thread and for two",
        arguments: VOTableWriter.Serialization.allCases)
    func batches(form: VOTableWriter.Serialization) throws {
        let folder = try TemporaryFolder()
        var table = VOTableDocument.Table()
        table.fields = [field("a", .long), field("b", .double), field("c", .char, "*")]
        let numbers = Array(0..<20_000)
        let names = numbers.map { $0 % 7 == 0 ? "λ&\($0)" : "s\($0)" }
        table.fields[2].datatype = .unicodeChar
        let batch = VOTableBatch(columns: [
            VOTableColumn(integers: numbers.map { Int64($0) * 1_000_003 }),
            VOTableColumn(reals: numbers.map { Double($0) / 7 }),
            VOTableColumn(texts: VOTableTexts(names)),
        ])
        var columnar = try VOTableWriter(path: folder.appending("batch"), table: table, serialization: form, threads: 2)
        try columnar.write(batch)
        try columnar.finish()
        var byRow = try VOTableWriter(path: folder.appending("rows"), table: table, serialization: form, threads: 1)
        for row in numbers { try byRow.write(batch.row(row)) }
        try byRow.finish()
        let bytes = try Data(contentsOf: URL(filePath: folder.appending("batch")))
        #expect(bytes == (try Data(contentsOf: URL(filePath: folder.appending("rows")))))
        var read = 0
        for threads in [1, 2] {
            let reader = try VOTableReader(path: folder.appending("batch"), threads: threads)
            _ = try reader.nextTable()
            read = 0
            while let part = try reader.nextBatch() {
                for row in 0..<part.rowCount { #expect(part.row(row) == batch.row(part.firstRow + row)) }
                read += part.rowCount
            }
            #expect(read == numbers.count)
        }
    }

    @Test("stilts reads what was written and finds nothing wrong", arguments: VOTableWriter.Serialization.allCases)
    func stilts(form: VOTableWriter.Serialization) throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/stilts") else { return }
        let folder = try TemporaryFolder()
        let path = folder.appending("out.vot")
        try VOTableWriter(path: path, table: everything, serialization: form).finish()
        #expect(try output("/usr/bin/stilts", ["votlint", "validate=true", "votable=\(path)"]).isEmpty)
        let csv = try output("/usr/bin/stilts", ["tpipe", "in=\(path)", "cmd=keepcols 'lo do uni'", "ofmt=csv"])
        #expect(csv == "lo,do,uni\n9007199254740993,0.1,Škoda λ\n9223372036854775807,4.9E-324,z\n")
    }

    @Test("the schema of VOTable 1.4 is kept", .enabled(if: SharedData.isAvailable))
    func schema() throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint") else { return }
        let folder = try TemporaryFolder()
        var resource = VOTableDocument.Resource()
        resource.infos = [.init(name: "a", value: "b", content: "<c>")]
        resource.coordinateSystems = [
            .init(element: "COOSYS", attributes: ["ID": "sys", "system": "FK5", "refposition": "BARYCENTER"]),
            .init(element: "TIMESYS", attributes: ["ID": "tim", "timescale": "UTC", "refposition": "TOPOCENTER"]),
        ]
        var table = everything
        table.fields[7].ref = "sys"
        table.fields[8].ref = "nobody"
        table.fields[7].description = "with <markup>"
        var group = VOTableDocument.Group()
        group.references = ["1 bad id", "nobody"]
        group.parameters = [.init(field: field("p", .double, "2"), value: .reals([1, 2]))]
        table.groups = [group]
        let writer = try VOTableWriter(path: folder.appending("out.vot"), table: table, resource: resource)
        try writer.finish()
        let schema = SharedData.path("peers/vo/schemas/VOTable.v1.4.xsd")
        _ = try output("/usr/bin/xmllint", ["--noout", "--nonet", "--schema", schema, folder.appending("out.vot")])
    }

    /// Standard output of a program that must succeed.
    private func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        // Java prints in the encoding of the locale, and there may be none.
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
