// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Foundation
import Learning
import TestSupport
import Testing
import VOTable

@Suite struct ResultTableTests {
    private func table() -> ResultTable {
        var first = DatasetRow(id: "a, \"1\"", source: "/data/a b.fits#1/7")
        first.object = "HD 1"
        first.ra = 10.5
        first.dec = -20
        first.label = "Be"
        let second = DatasetRow(id: "b", source: "https://example.org/b.vot")
        return CandidateTable.make(
            rows: [first, second], classNames: ["Be", "B e+"],
            probabilities: ClassProbabilities(classCount: 2, values: [0.75, 0.25, 0.5, 0.5]),
            origins: [.crossValidation, .model])
    }

    @Test("candidates carry the UCDs and utypes by which clients know them")
    func metadata() throws {
        let fields = Dictionary(uniqueKeysWithValues: table().fields.map { ($0.name, $0) })
        #expect(fields["id"]?.ucd == "meta.id;meta.main")
        #expect(fields["ra"]?.ucd == "pos.eq.ra;meta.main")
        #expect(fields["dec"]?.unit == "deg")
        #expect(fields["class"]?.ucd == "src.class")
        #expect(fields["p_B_e_"]?.ucd == "stat.probability")
        #expect(fields["access_url"]?.ucd == "meta.ref.url")
        #expect(fields["access_url"]?.utype == "ssa:Access.Reference")
        #expect(table().fields.allSatisfy { $0.description?.isEmpty == false })
    }

    @Test("CSV quotes what must be quoted and leaves unknown values empty")
    func csv() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("c.csv")
        try table().writeCSV(to: path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(
            text
                == "id,object,ra,dec,class,probability,margin,entropy,p_Be,p_B_e_,label,judged_by,group,snr,source,"
                + "access_url,access_format\r\n"
                + "\"a, \"\"1\"\"\",HD 1,10.5,-20.0,Be,0.75,0.5,0.8112781244591328,0.75,0.25,Be,cross-validation,HD 1,,"
                + "/data/a b.fits#1/7,file:///data/a%20b.fits,application/fits\r\n"
                + "b,,,,Be,0.5,0.0,1.0,0.5,0.5,,model,b,,https://example.org/b.vot,https://example.org/b.vot,"
                + "application/x-votable+xml\r\n")
    }

    @Test("the VOTable reads back as it was written")
    func votable() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("c.vot")
        try table().writeVOTable(to: path)
        let read = try #require(try VOTableDocument(contentsOf: path).tables.first)
        #expect(read.fields.map(\.name) == table().fields.map(\.name))
        #expect(read.rows.count == 2)
        #expect(read.rows[0][0] == .text("a, \"1\""))
        #expect(read.rows[0][2] == .real(10.5))
    }
}
