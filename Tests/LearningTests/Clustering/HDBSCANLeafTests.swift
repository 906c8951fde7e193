// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Learning

/// Expected labels: hdbscan 0.8 with `cluster_selection_method="leaf"` and `algorithm="generic"` on the same rows; clusters
/// are named a, b, … by size and then by first row.
///
/// In two cases hdbscan has one leaf more, which is born and dies at the same density: it cuts links of equal length one after
/// the other. Their labels are those of the definition, by connected components (scipy) of the links shorter than the
/// longest of each cluster's tree, and must be met exactly.
@Suite struct HDBSCANLeafTests {
    /// 300 rows of 2: two pairs of blobs and a loose cloud, each value from four of a linear congruential generator.
    static func nested() throws -> FeatureMatrix {
        var state: UInt64 = 12_345
        func uniform() -> Double {
            state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff
            return Double(state) / Double(0x8000_0000 as UInt64)
        }
        let centres: [[Double]] = [[0, 0], [1.2, 0], [8, 0], [8, 1.5], [3, 8]]
        let widths = [0.5, 0.5, 0.7, 0.7, 2.5]
        var values: [Float] = []
        for row in 0..<300 {
            for column in 0..<2 {
                let normal = uniform() + uniform() + uniform() + uniform() - 2
                values.append(Float(centres[row % 5][column] + normal * widths[row % 5]))
            }
        }
        return try FeatureMatrix(rows: 300, columns: 2, values: values)
    }

    struct Case: Sendable {
        var rows: String
        var size: Int
        var samples: Int
        var labels: String
        /// `nil` where hdbscan is no reference.
        var probabilitySum: Double?
    }

    static let cases = [
        Case(
            rows: "rows", size: 10, samples: 10,
            labels: "bcaabca.bca.bca.bca.bcabbca.bca.bcabbca.bca.bca.bca.bca.bca.bca.bca.bca.bca.bca.bca.bca.bc"
                + "a.bca.bcaabca.bca.bca.bca.bcacbca.bca.bca.bca.bca.bca.bca.bca.bcabbca.bca.bca.bcaabca.bca."
                + "bca.bca.bca.bcacbca.bca.bca.bca.bca.bca.bcaabca.bca.bca.bca.",
            probabilitySum: 154.4204),
        Case(
            rows: "rows", size: 8, samples: 4,
            labels: "abc.fdc.f...ab..a.e..de.a.e.......c.abc..de.fd...d..a.c...c...e.a....d..a.e..b..fbc...e.a."
                + "c.f.e.fd..f....de...c.a....de..b..ab...b..fd..fbe.f.c.a....b...d...b....e..d...b..ade.ad.."
                + "a....be.a.c.....fde..bc..dc.a.c.ab...de.f.c..bc.abc..b...b..",
            probabilitySum: 95.4950),
        Case(
            rows: "rows", size: 5, samples: 5,
            labels: "dfa.cb..c....e....g..bg.d.........a.dfa..b..cb...b..d.a...a..........b..c.g..e..c.a.....c."
                + "a...h..b.......b....a.c....bh......e......cb....g...a......e...b........h..b........h..b.."
                + "d....f....a......bh...a...a...a.df....g.c.a...a.cfa..e...e..",
            probabilitySum: nil),
        Case(
            rows: "rows", size: 12, samples: 3,
            labels: "bac.eac.eac.bac.bad..ad.bad..ac..ac.bac..ad.ea...a..bac..ac..ad.ba...ad.bad..a..eac..ad.ba"
                + "c.bad.ea..ea...ad..ac.bad..adaeac.bad.bad.ea..ead.eacaba...a...ada.a..bad.bac..a..bad.ba.."
                + "baca.ad.bac..a.aead..ac..ac.bac.ba...ad.eac.bac.bac..a..ba..",
            probabilitySum: 130.7962),
        Case(
            rows: "rows", size: 15, samples: 2,
            labels: "acb.aeb.a.b.acb.aed.aedaacd.a.b.a.baacb.aed.ae..aeb.a.b.a.b.a.d.a.b.aed.a.d.acd.acb.a.d.ac"
                + "b.a.d.ae..ae..aed.a.b.a.d.aed.acb.acd.acd.ae..acd.a.b.ac..ac..aed.acb.a.d.aeb.acd.aed.aed."
                + "acb.acd.acb.a...aed.acb.aeb.a.b.ac..acd.a.b.acb.acb.ac..acd.",
            probabilitySum: nil),
        Case(
            rows: "nested", size: 10, samples: 10,
            labels: "cbe.ac..dacbe.a....acb.dacbe.acb..acbeda.b.dacb..abbe.a.be.ac.e.ac...acbeda...dacbeda.b.da"
                + ".bedacbe.acb..a.beda..e.acb..a...dacb.da.b..acbedacbe.a.b.dacb.da...dac.e.a.be.a.be.acb.da"
                + "...da.b.dacbeda.bd.acb..ac...acbedacbe.ac.edacb.dacbeda...dac..dac.e.acbedac.edac.e.a.b..a"
                + "cb..ac..dacb..acb.dacbe.a.be.a",
            probabilitySum: 170.8157),
        Case(
            rows: "nested", size: 8, samples: 4,
            labels: "bacceba.f.bac.e..c.gba...bacd.ba...bacd..acdeba....acdgbacfgbacdebac.gbacdeb.cdebacfeba.de"
                + ".acd.bacdebac.ebacfgbac.ebac.e...d.bacd..acf.bacdebac.e.a.d.bacdea.cd.bacde.ac..bac.eba.d."
                + "b..d..a.debacd..afd.ba.deba..ebacdgbacd.bacdeba.debacdeb..deb.cfeb.c.ebac.gb.cdebaccg.a..."
                + "bac.eb.fdebac..ba.debac.ebac..",
            probabilitySum: 176.7808),
        Case(
            rows: "nested", size: 5, samples: 5,
            labels: "dabbf.a.h..ab.g..b..ea.b.da....a....ab...abcgea....ab...ab..dab.fdab...abc.e.bcgdab.g.a.c."
                + ".ab..dabc.eab...abh..ab..dab.....c.da.c..abh.dabc.dab...a.c..a.cf..bc.eab...ab...ab..da.c."
                + "...c..a.cfeabc..ah..da.c.da...dabc.eab..dabc..a.cfeabc..a.cf..b.f..b.f.ab..e.bc.dabb..a..."
                + ".ab..d.hcg.ab...a..gdab...ab..",
            probabilitySum: 129.8195),
        Case(
            rows: "nested", size: 12, samples: 3,
            labels: "bcffabc.fabcd.ab.d.abc.fabcdeabc..abcdeabcdeabc.fa.cdeabcdfabcdeabcf.abcdeab.feabcdfabc.ea"
                + ".cdeabcdeabcdeabcdfabcffabcd.ab..eabcdeabcdfabcdeabcd.a.c.eabcdeabcfeabcdeabcd.abcdeabcdea"
                + "bc.eabc.eabcdea.cfeabc.eabcd.abcdeabcdeabcdeabc.eabcdeabc.eab.ffab.d.abcdeab.deabcdfabcd.a"
                + "bcd.ab.feabcd.abc.eabcdeabcdea",
            probabilitySum: 209.9843),
        Case(
            rows: "nested", size: 15, samples: 2,
            labels: "bcffabc.fabcd.a..d.abc.fabcdeabc..abcdea.cdeabc.fabcdea.cdfabcdeabcf.abcdeab.feabcdfabcfea"
                + ".cdeabcdeabcdea.cdfab.ffabcd.a..feabcdea.cdfabcdeabcd.abcdeabcdea..feab.deabcd.abcdeabcdea"
                + "b..eabc.eabcdea.cfeabcfeabcdfabcdeabcdeabcdeabc.eabcdeab.feab.ffab.dfabcdeab.deabcdfabcdea"
                + "bcd.ab.feabcd.abc.eabcdea.cdea",
            probabilitySum: 223.7553),
    ]

    @Test("Leaves of the tree are the clusters of hdbscan, but for rows as near to two of them", arguments: cases)
    func reference(expected: Case) throws {
        let matrix = try expected.rows == "nested" ? Self.nested() : HDBSCANTests.rows()
        let settings = HDBSCAN(
            minimumClusterSize: expected.size, minimumSamples: expected.samples, selection: .leaf)
        let found = try settings.clusters(of: matrix)
        var pairs: [Character: [Int: Int]] = [:]
        for (label, wanted) in zip(found.labels, expected.labels) {
            pairs[wanted, default: [:]][label ?? -1, default: 0] += 1
        }
        #expect(expected.labels.count == matrix.rowCount)
        #expect(pairs.count == found.sizes.count + 1)
        let agreeing = pairs.values.reduce(0) { $0 + ($1.values.max() ?? 0) }
        if let sum = expected.probabilitySum {
            #expect(agreeing >= matrix.rowCount - 4)
            #expect(abs(found.probabilities.reduce(0, +) - sum) < 4)
        } else {
            #expect(agreeing == matrix.rowCount)
        }
        // Noise and clusters are told apart alike, and no two clusters are one.
        #expect(pairs["."]?.max { $0.value < $1.value }?.key == -1)
        #expect(Set(pairs.values.compactMap { $0.max { $0.value < $1.value }?.key }).count == pairs.count)
    }
}
