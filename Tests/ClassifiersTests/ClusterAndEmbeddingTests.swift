// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Parameters
import Testing
import VOTable

@testable import Classifiers

@Suite struct ClusterAndEmbeddingTests {
    private func column(_ name: String, of table: ResultTable) throws -> [VOTableValue] {
        let place = try #require(table.fields.firstIndex { $0.name == name })
        return table.rows.map { $0[place] }
    }

    @Test("clusters by density are the classes, where these lie apart; noise has no cluster")
    func density() throws {
        let dataset = MadeDataset.make(noise: 0.05)
        let parameters = try DensityModule.Parameters(flags: ["--minimum-cluster-size", "10", "--components", "4"])
        let run = try DensityModule().run(on: dataset, parameters: parameters, context: ExecutionContext())
        let clusters = try column("cluster", of: run.candidates)
        var classes: [VOTableValue: Set<String>] = [:]
        for (cluster, row) in zip(clusters, dataset.rows) where cluster != .null {
            classes[cluster, default: []].insert(row.label ?? "")
        }
        #expect(classes.count >= 2)
        #expect(classes.values.allSatisfy { $0.count == 1 })
        #expect(clusters.count { $0 != .null } > dataset.rowCount / 2)
        #expect(run.report.html.contains("The clusters"))
    }

    @Test("in the plane the nearest spectrum is usually of the same class, and threads change nothing")
    func embedding() throws {
        let dataset = MadeDataset.make(noise: 0.1)
        let parameters = try EmbeddingModule.Parameters(flags: ["--epochs", "100"])
        let run = try EmbeddingModule().run(on: dataset, parameters: parameters, context: ExecutionContext(threads: 1))
        let other = try EmbeddingModule().run(
            on: dataset, parameters: parameters, context: ExecutionContext(threads: 7))
        #expect(run.candidates == other.candidates)
        func numbers(_ name: String) throws -> [Double] {
            try column(name, of: run.candidates).map { if case .real(let value) = $0 { value } else { .nan } }
        }
        let x = try numbers("umap_x"), y = try numbers("umap_y")
        let right = dataset.rows.indices.count { row in
            func square(_ other: Int) -> Double {
                (x[row] - x[other]) * (x[row] - x[other]) + (y[row] - y[other]) * (y[row] - y[other])
            }
            let others = dataset.rows.indices.filter { $0 != row }
            guard let nearest = others.min(by: { square($0) < square($1) }) else { return false }
            return dataset.rows[nearest].label == dataset.rows[row].label
        }
        #expect(right > dataset.rowCount * 3 / 4)
        #expect(run.plots.contains { $0.name == "umap" })
    }
}
