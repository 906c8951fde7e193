// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Parameters
import Spectra
import TestSupport
import Testing
import VOTable

@testable import Classifiers

@Suite struct LinesModuleTests {
    private let module = LinesModule()

    private func run(_ dataset: Dataset, _ flags: String...) throws -> ClassifierRun {
        try module.run(on: dataset, parameters: .init(flags: flags), context: ExecutionContext(threads: 2))
    }

    @Test("the table has a row per spectrum with units and UCDs, and the widths that the spectra were made with")
    func table() throws {
        let dataset = MadeDataset.make()
        let run = try run(dataset)
        let fields = run.candidates.fields
        let width = try #require(fields.firstIndex { $0.name == "Halpha_ew" })
        #expect(fields[width].unit == "Angstrom" && fields[width].ucd == "spect.line.eqWidth")
        #expect(fields.contains { $0.name == "Halpha_flags" && $0.ucd == "meta.code.qual" })
        #expect(Set(fields.map { $0.name.lowercased() }).count == fields.count)
        #expect(run.candidates.rows.count == dataset.rows.count)
        #expect(run.candidates.rows.allSatisfy { $0.count == fields.count })
        func mean(_ label: String) -> Double {
            let values = zip(dataset.rows, run.candidates.rows).compactMap { row, cells -> Double? in
                guard row.label == label, case .real(let value) = cells[width] else { return nil }
                return value
            }
            return values.reduce(0, +) / Double(values.count)
        }
        let area = 12 * Double.pi.squareRoot()
        #expect(abs(mean("absorption") - 0.8 * area) < 1.5)
        #expect(abs(mean("emission") + 1.2 * area) < 1.5)
        #expect(abs(mean("flat")) < 1.5)
        #expect(run.model == nil && run.tables.map(\.name) == ["line_summary"])
    }

    @Test("the report shows widths, examples with what was measured, and a table of lines")
    func report() throws {
        let run = try run(MadeDataset.make(noise: 0.05))
        #expect(run.report.highlights.count == 4)
        #expect(run.report.sections.map(\.heading).contains("Examples of Hα"))
        #expect(run.report.sections[1].cards.count == 9)
        #expect(run.plots.map(\.name).contains("equivalent-width"))
        #expect(run.report.html.contains("EW "))
        #expect(try self.run(MadeDataset.make(noise: 0.05)).report == run.report)
    }

    @Test("lines, measures and a list of one's own can be chosen; what is not there is said")
    func choices() throws {
        let dataset = MadeDataset.make(objects: 6)
        let few = try run(dataset, "--lines", "Halpha", "--measures", "ew,ew_err")
        #expect(few.candidates.fields.map(\.name)[4..<7] == ["Halpha_ew", "Halpha_ew_err", "Halpha_flags"])
        let folder = try TemporaryFolder()
        let path = folder.path + "/own.csv"
        try Data("name,wavelength,medium,half_width\nmine,6562.8,air,20\n".utf8).write(to: URL(filePath: path))
        let own = try run(dataset, "--line-list", path)
        #expect(own.candidates.fields.contains { $0.name == "mine_ew" })
        #expect { try run(dataset, "--lines", "Hbeta") } throws: {
            "\($0)".contains("the line Hbeta with its continuum is not within")
        }
        #expect { try run(dataset, "--lines", "Hx") } throws: { "\($0)".hasPrefix("SPE014") }
        #expect { try run(dataset, "--measures", "ew,mass") } throws: { "\($0)".hasPrefix("PAR003: measures: mass") }
    }

    @Test("a grid that does not say its medium is refused unless one is assumed")
    func medium() throws {
        var dataset = MadeDataset.make(objects: 6)
        dataset.grid.medium = .unknown
        #expect { try run(dataset) } throws: { "\($0)".hasPrefix("SPE011") }
        #expect(try run(dataset, "--unknown-medium", "air").candidates.rows.count == 18)
    }

    @Test("the measures become features: a forest that sees only one wide bin learns by them, and its model does again")
    func features() throws {
        let dataset = MadeDataset.make(noise: 0.1), fresh = MadeDataset.make(objects: 15, noise: 0.1, seed: 8)
        let forest = ForestModule()
        func train(_ flags: String...) throws -> ClassifierRun {
            try forest.run(
                on: dataset,
                parameters: .init(
                    flags: [
                        "--trees", "40", "--resamples", "100", "--pixel-bins", "48", "--differences", "0",
                    ] + flags), context: ExecutionContext())
        }
        let blind = try #require(try train().report.evaluation)
        let run = try train("--lines", "Halpha")
        let seeing = try #require(run.report.evaluation)
        #expect(seeing.scores.accuracy.value > 0.97)
        #expect(seeing.scores.accuracy.value >= blind.scores.accuracy.value)
        #expect(run.report.importance != nil)
        let applied = try #require(run.model).apply(to: fresh, context: ExecutionContext())
        let place = try #require(applied.candidates.fields.firstIndex { $0.name == "class" })
        let right = zip(applied.candidates.rows, fresh.rows).count { $0[place] == .text($1.label ?? "") }
        #expect(right >= 43)
        #expect { try train("--lines", "Hbeta") } throws: { "\($0)".contains("Hbeta") }
    }

    @Test("line columns follow the bins, are finite everywhere, and know their pixels")
    func matrix() throws {
        var features = SpectralFeatures(pixelBins: [8], differences: 0, standardises: true)
        let dataset = MadeDataset.make(objects: 6)
        let plain = try features.matrix(of: dataset, context: ExecutionContext())
        features.lines = ["Halpha"]
        let matrix = try features.matrix(of: dataset, context: ExecutionContext())
        let added = LineColumns.features.count
        #expect(matrix.columnCount == plain.columnCount + added)
        #expect(matrix.values.allSatisfy { $0.isFinite })
        for row in 0..<dataset.rows.count {
            let start = row * matrix.columnCount
            #expect(
                matrix.values[start..<start + plain.columnCount]
                    == plain.values[row * plain.columnCount..<(row + 1) * plain.columnCount])
        }
        let pixels = try features.pixels(of: dataset.grid)
        #expect(pixels.count == matrix.columnCount)
        let window = dataset.grid.values[pixels[plain.columnCount]]
        #expect(window.first.map { abs($0 - 6532.8) < 2 } == true && window.last.map { abs($0 - 6592.8) < 2 } == true)
        let spread = try features.spread([Double](repeating: 1, count: matrix.columnCount), over: dataset.grid)
        #expect(abs(spread.reduce(0, +) - Double(matrix.columnCount)) < 1e-9)
    }
}
