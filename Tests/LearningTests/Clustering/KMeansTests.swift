// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import Testing

@Suite struct KMeansTests {
    private func settings(_ clusters: Int, starts: Int = 5) -> KMeans {
        var settings = KMeans()
        settings.clusters = clusters
        settings.starts = starts
        return settings
    }

    @Test("the wine data fall into the clusters that scikit-learn finds")
    func wine() throws {
        let fitted = try settings(3).fit(try Wine.standardised(), seed: 1)
        // scikit-learn 1.9.1, KMeans(3, n_init=20): 1277.9285, clusters of 51, 62 and 65
        #expect(abs(fitted.inertia - 1277.9285) < 0.1)
        let sizes = (0..<3).map { cluster in fitted.labels.count { $0 == cluster } }.sorted()
        #expect(sizes == [51, 62, 65])
        // single starts of scikit-learn reach 932 to 1008 with 8 clusters
        #expect(try settings(8, starts: 20).fit(try Wine.standardised(), seed: 1).inertia < 945)
    }

    @Test("centres are the means of their rows, and labels their nearest centres")
    func closedForm() throws {
        let matrix = try noise(rows: 700, columns: 5)
        var settings = settings(6)
        settings.tolerance = 0
        let fitted = try settings.fit(matrix, seed: 2)
        for cluster in 0..<6 {
            let rows = fitted.labels.indices.filter { fitted.labels[$0] == cluster }
            for column in 0..<5 {
                let mean = rows.reduce(0.0) { $0 + Double(matrix.values[$1 * 5 + column]) } / Double(rows.count)
                #expect(abs(mean - Double(fitted.centres.values[cluster * 5 + column])) < 1e-5)
            }
        }
        for row in 0..<matrix.rowCount {
            let distances = (0..<6).map { cluster in
                zip(matrix[row], fitted.centres[cluster]).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
            }
            #expect(distances[fitted.labels[row]] <= (distances.min() ?? 0) + 1e-5)
        }
        let again = try fitted.match(matrix)
        #expect(again.labels == fitted.labels)
        #expect(again.distances == fitted.distances)
    }

    @Test("one, two and seven threads give equal bits")
    func threads() throws {
        let matrix = try noise(rows: 3000, columns: 7)
        let one = try settings(9, starts: 2).fit(matrix, seed: 4, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(try settings(9, starts: 2).fit(matrix, seed: 4, context: ExecutionContext(threads: threads)) == one)
        }
        #expect(try settings(9, starts: 2).fit(matrix, seed: 5) != one)
    }

    @Test("duplicates, as many clusters as rows, and one row are handled")
    func degenerate() throws {
        let equal = try FeatureMatrix(rows: 6, columns: 2, values: Array(repeating: 3, count: 12))
        let fitted = try settings(4).fit(equal, seed: 1)
        #expect(fitted.inertia == 0)
        #expect(fitted.labels == [0, 0, 0, 0, 0, 0], "ties go to the first centre")
        let distinct = try FeatureMatrix(rows: 4, columns: 1, values: [0, 1, 5, 9])
        #expect(try settings(4).fit(distinct, seed: 1).inertia == 0)
        #expect(try settings(1).fit(distinct.rows([2]), seed: 1).centres.values == [5])
    }

    @Test("bad rows and settings are refused by name")
    func refusals() throws {
        var matrix = try noise(rows: 5, columns: 2)
        #expect { try settings(6).fit(matrix, seed: 1) } throws: {
            "\($0)" == "LRN008: clusters: 6 is not allowed; give 1 to 5"
        }
        #expect { try settings(1, starts: 0).fit(matrix, seed: 1) } throws: { "\($0)".hasPrefix("LRN008: starts") }
        #expect { try settings(1).fit(matrix.rows([]), seed: 1) } throws: { "\($0)".hasPrefix("LRN002") }
        let fitted = try settings(2).fit(matrix, seed: 1)
        #expect { try fitted.match(try noise(rows: 1, columns: 3)) } throws: { "\($0)".hasPrefix("LRN009") }
        let copy = try JSONDecoder().decode(FittedClusters.self, from: JSONEncoder().encode(fitted))
        #expect(copy.centres == fitted.centres)
        matrix.values[3] = .nan
        #expect { try settings(1).fit(matrix, seed: 1) } throws: { "\($0)".hasPrefix("LRN013: row 1, column 1") }
    }
}
