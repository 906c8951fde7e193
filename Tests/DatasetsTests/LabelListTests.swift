// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Spectra
import TestSupport
import Testing

@Suite struct LabelListTests {
    @Test("an id matches as it is, else by its last path component")
    func matching() {
        let list = LabelList([("ivo://asu.cas.cz/stel/ccd700/uc050029", "Be"), ("a/x.fits", "1"), ("b/x.fits", "2")])
        #expect(list["ivo://asu.cas.cz/stel/ccd700/uc050029"] == "Be")
        #expect(list["/data/uc050029.fits.gz"] == "Be")
        #expect(list["a/x.fits"] == "1")
        #expect(list["x"] == nil)
        #expect(list["y"] == nil)
    }

    @Test(
        "lists are read from CSV, JSON and VOTable",
        arguments: [
            "id,label\na,1\nb,Be star\n", "label,id\n1,a\nBe star,b\n", "a,1\nb,Be star\n",
            #"{"a": 1, "b": "Be star"}"#,
            """
            <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>
            <FIELD name="id" datatype="char" arraysize="*"/><FIELD name="class" datatype="char" arraysize="*"/>
            <DATA><TABLEDATA><TR><TD>a</TD><TD>1</TD></TR><TR><TD>b</TD><TD>Be star</TD></TR></TABLEDATA></DATA>
            </TABLE></RESOURCE></VOTABLE>
            """,
        ])
    func reading(text: String) throws {
        let folder = try TemporaryFolder()
        try text.write(toFile: folder.appending("labels"), atomically: true, encoding: .utf8)
        let list = try LabelList(contentsOf: folder.appending("labels"))
        #expect(list.ids == ["a", "b"])
        #expect(list.labels == ["1", "Be star"])
    }

    @Test("the Ondřejov labels are read whole", .enabled(if: SharedData.isAvailable))
    func ondrejov() throws {
        let list = try LabelList(contentsOf: SharedData.path("data/labelled/ondrejov/ondrejov-dataset-labels.csv"))
        #expect(list.ids.count == 13334)
        #expect(list.labels.count { $0 == "3" } == 1533)
        #expect(list["uc050029.fits"] == "2")
    }

    @Test("a list joins on to a dataset and leaves unknown rows as they are")
    func joining() {
        let dataset = sampleDataset(.init(values: [1, 2, 3], medium: .air))
        let labelled = dataset.labelled(by: LabelList([("s1", "Oe")]))
        #expect(labelled.rows.map(\.label) == ["Be", "Oe", "normal"])
    }
}
