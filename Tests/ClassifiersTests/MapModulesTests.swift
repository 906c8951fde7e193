// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Testing
import VOTable

@testable import Classifiers

@Suite struct MapModulesTests {
    private let context = ExecutionContext(threads: 2)

    private func column(_ name: String, of table: ResultTable) throws -> [VOTableValue] {
        let place = try #require(table.fields.firstIndex { $0.name == name })
        return table.rows.map { $0[place] }
    }

    private func number(_ value: VOTableValue) -> Double {
        switch value {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: .nan
        }
    }

    @Test("a map lays the classes of made lines apart, and says which unit each spectrum has")
    func map() throws {
        let dataset = MadeDataset.make()
        var parameters = MapModule.Parameters()
        parameters.width = 6
        parameters.height = 5
        parameters.topology = "hexagonal"
        let run = try MapModule().run(on: dataset, parameters: parameters, context: context)
        let units = try column("unit", of: run.candidates).map { Int(number($0)) }
        #expect(units.count == 180)
        var labels: [Int: Set<String>] = [:]
        for (row, unit) in units.enumerated() where (dataset.rows[row].snr ?? 0) > 8 {
            labels[unit, default: []].insert(dataset.rows[row].label ?? "")
        }
        #expect(labels.values.count { $0.count == 1 } * 10 >= labels.count * 7, "most units hold one class")
        let table = try #require(run.tables.first { $0.name == "units" })
        #expect(try column("spectra", of: table).map(number).reduce(0, +) == 180)
        #expect(Set(run.plots.map(\.name)).isSuperset(of: ["hits", "u-matrix", "classes"]))
        #expect(run.report.highlights.map(\.name) == ["quantisation error", "topographic error", "empty units"])
        #expect(run.report.html.contains("Component planes"))
        let odd = try column("oddness_rank", of: run.candidates).map(number)
        #expect(odd.sorted() == (1...180).map(Double.init))
    }

    @Test("components explain the lines, and a planted oddity has the greatest reconstruction error")
    func components() throws {
        var dataset = MadeDataset.make(noise: 0.05)
        for pixel in 10..<20 { dataset.flux[77 * 96 + pixel] += 3 * (pixel % 2 == 0 ? 1 : -1) }
        var parameters = ComponentsModule.Parameters()
        parameters.components = 1
        parameters.look.scaling = "none"
        let run = try ComponentsModule().run(on: dataset, parameters: parameters, context: context)
        let errors = try column("reconstruction_error", of: run.candidates).map(number)
        #expect(errors.indices.max { errors[$0] < errors[$1] } == 77)
        #expect(try number(column("oddness_rank", of: run.candidates)[77]) == 1)
        #expect(run.candidates.fields.map(\.name).contains("pc1"))
        #expect(Set(run.plots.map(\.name)).isSuperset(of: ["components", "explained", "errors"]))
        let table = try #require(run.tables.first { $0.name == "components" })
        #expect(table.rows.count == 96)
    }

    @Test("masked pixels do not count for components")
    func masked() throws {
        var dataset = MadeDataset.make(objects: 20, noise: 0.02)
        var parameters = ComponentsModule.Parameters()
        parameters.components = 1
        parameters.missing = "weights"
        parameters.look.scaling = "none"
        let whole = try ComponentsModule().run(on: dataset, parameters: parameters, context: context)
        var mask = [Bool](repeating: false, count: dataset.flux.count)
        for place in stride(from: 3, to: mask.count, by: 7) {
            mask[place] = true
            dataset.flux[place] = .nan
        }
        dataset.mask = mask
        let run = try ComponentsModule().run(on: dataset, parameters: parameters, context: context)
        let one = try column("pc1", of: whole.candidates).map(number),
            other = try column("pc1", of: run.candidates).map(number)
        let worst = zip(one, other).map { abs($0 - $1) }.max() ?? .nan
        #expect(worst < 0.15, "\(zip(one, other).prefix(8).map { ($0, $1) })")
    }

    @Test("k-means finds the three kinds of lines")
    func clusters() throws {
        let dataset = MadeDataset.make(noise: 0.1)
        var parameters = KMeansModule.Parameters()
        parameters.clusters = 3
        let run = try KMeansModule().run(on: dataset, parameters: parameters, context: context)
        let clusters = try column("cluster", of: run.candidates).map { Int(number($0)) }
        var labels: [Int: [String: Int]] = [:]
        for (row, cluster) in clusters.enumerated() {
            labels[cluster, default: [:]][dataset.rows[row].label ?? "", default: 0] += 1
        }
        #expect(labels.values.reduce(0) { $0 + ($1.values.max() ?? 0) } > 170)
        #expect(run.tables[0].rows.count == 3 * 96)
    }

    @Test("stored models say the same of the same spectra, and refuse another grid and another module")
    func models() throws {
        let dataset = MadeDataset.make(objects: 15), fresh = MadeDataset.make(objects: 6, seed: 5)
        for module in [MapModule(), ComponentsModule(), KMeansModule()] as [any ClassifierModule] {
            let run = try module.run(on: dataset, json: Data("{}".utf8), context: context)
            let model = try #require(run.model)
            let again = try model.apply(to: dataset, context: context)
            #expect(again.candidates.rows == run.candidates.rows, "\(module.name)")
            #expect(try model.apply(to: fresh, context: context).candidates.rows.count == 18)
            #expect { try model.apply(to: MadeDataset.make(objects: 3, pixels: 50), context: context) } throws: {
                "\($0)".hasPrefix("CLS008")
            }
            var damaged = model
            damaged.payload = Data("{}".utf8)
            #expect { try damaged.apply(to: dataset, context: context) } throws: { "\($0)".hasPrefix("CLS009") }
            #expect { try ForestModule().apply(model, to: dataset, context: context) } throws: {
                "\($0)".hasPrefix("CLS011")
            }
        }
    }

    @Test("threads do not change a bit")
    func determinism() throws {
        let dataset = MadeDataset.make(objects: 24)
        for module in [MapModule(), ComponentsModule(), KMeansModule()] as [any ClassifierModule] {
            let one = try module.run(on: dataset, json: Data("{}".utf8), context: ExecutionContext(threads: 1))
            let seven = try module.run(on: dataset, json: Data("{}".utf8), context: ExecutionContext(threads: 7))
            #expect(one.candidates == seven.candidates)
            #expect(one.model == seven.model)
            #expect(one.report.html == seven.report.html)
        }
    }
}
