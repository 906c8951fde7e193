// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Spectra
import Testing

@Suite struct LineTableTests {
    private static let list = LineList(lines: [
        SpectralLine(name: "Ha", wavelength: 6564.61, halfWidth: 20),
        SpectralLine(name: "[N II] 6583", wavelength: 6585.27, halfWidth: 5, continuum: [6510...6535, 6600...6625]),
    ])

    /// Emission and absorption of growing strength, in noise; every seventh row with missing pixels.
    private func dataset(rows count: Int = 700, errors: Bool = true) -> Dataset {
        var generator = SeededGenerator(seed: 5)
        let wavelengths = (0..<260).map { 6500 + 0.5 * Double($0) }
        var dataset = Dataset(
            name: "made", grid: SpectralGrid(kind: .linear, values: wavelengths, medium: .vacuum), rows: [], flux: [])
        var mask: [Bool] = []
        for row in 0..<count {
            dataset.rows.append(DatasetRow(id: "s\(row)", source: "s\(row).fits"))
            let height = 2 * Double(row) / Double(count) - 0.8
            dataset.flux += wavelengths.map {
                Float(5 + 5 * height * exp(-pow(($0 - 6566) / 4, 2)) + 0.1 * generator.normal())
            }
            mask += wavelengths.indices.map { row % 7 == 0 && (100..<102 + row % 5).contains($0) }
        }
        dataset.mask = mask
        if errors { dataset.inverseVariance = dataset.flux.map { _ in 100 } }
        return dataset
    }

    @Test("a row gives what its spectrum gives by itself")
    func rows() throws {
        for errors in [true, false] {
            let dataset = dataset(rows: 20, errors: errors)
            let table = try dataset.measure(Self.list, context: ExecutionContext())
            #expect(table.values.count == 20 * 2 * LineFeature.allCases.count)
            for row in 0..<20 {
                let pixels = row * 260..<(row + 1) * 260
                var spectrum = Spectrum(
                    axis: SpectralAxis(values: dataset.grid.values, unit: "Angstrom", medium: .vacuum),
                    flux: Array(dataset.flux[pixels]), dialect: "made", source: .init(file: "made"))
                spectrum.mask = dataset.mask.map { Array($0[pixels]) }
                spectrum.error = errors ? pixels.map { _ in 0.1 } : nil
                let alone = try LineMeasurement.measure(spectrum, Self.list)
                for line in 0..<2 {
                    #expect(table.flags(row, line) == alone[line].flags)
                    for feature in LineFeature.allCases {
                        let value = table.column(feature, of: line)[row], expected = feature.value(of: alone[line])
                        #expect(abs(value - expected) <= 1e-5 * abs(expected) || value.isNaN && expected.isNaN)
                    }
                }
            }
        }
    }

    @Test("one, two and seven threads, and one, two and seven shards, give equal bits")
    func parts() throws {
        let dataset = dataset()
        func bits(_ table: LineTable) -> [UInt32] { table.values.map(\.bitPattern) }
        let one = try dataset.measure(Self.list, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            let other = try dataset.measure(Self.list, context: ExecutionContext(threads: threads))
            #expect(bits(other) == bits(one) && other.flags == one.flags)
        }
        for shards in [2, 7] {
            let pieces = try (0..<shards).map { shard -> LineTable in
                let rows = shard * 700 / shards..<(shard + 1) * 700 / shards
                let pixels = rows.lowerBound * 260..<rows.upperBound * 260
                let part = Dataset(
                    name: "part", grid: dataset.grid, rows: Array(dataset.rows[rows]),
                    flux: Array(dataset.flux[pixels]),
                    mask: dataset.mask.map { Array($0[pixels]) },
                    inverseVariance: dataset.inverseVariance.map { Array($0[pixels]) })
                return try part.measure(Self.list, context: ExecutionContext())
            }
            #expect(pieces.flatMap(bits) == bits(one))
        }
    }

    @Test("columns are named after line and measure, in letters, digits and underscores")
    func names() throws {
        let table = try dataset(rows: 1).measure(
            Self.list, features: [.equivalentWidth, .vr], context: ExecutionContext())
        #expect(
            table.columnNames
                == ["Ha_ew", "Ha_vr", "_N_II__6583_ew", "_N_II__6583_vr"].map { $0.hasPrefix("_") ? "line_" + $0 : $0 })
        #expect(table.column(.fwhm, of: 0).isEmpty && table.column(.vr, of: 9).isEmpty)
        #expect(LineFeature.allCases.allSatisfy { !$0.meaning.isEmpty && !$0.ucd.isEmpty })
    }

    @Test("at its redshift a row is measured there, and without one not at all")
    func redshift() throws {
        var dataset = dataset(rows: 3)
        for place in dataset.grid.values.indices { dataset.grid.values[place] *= 1.1 }
        dataset.rows[1].redshift = 0.1
        let table = try dataset.measure(Self.list, atRedshift: true, context: ExecutionContext())
        #expect(table.flags(0, 0) == .notCovered && table.flags(1, 0).isDisjoint(with: .notCovered))
        let velocity = table.column(.velocity, of: 0)[1], error = table.column(.velocityError, of: 0)[1]
        #expect(abs(velocity - 299_792.458 * 1.39 / 6564.61) < 4 * error && error < 30)
    }

    @Test("a recipe that moves the zero of the flux is refused, since equivalent widths would be nonsense")
    func zeroMoved() throws {
        var dataset = dataset(rows: 2)
        dataset.recipe = Recipe(steps: [ScaleStep()])
        #expect { try dataset.measure(Self.list, context: ExecutionContext()) } throws: {
            "\($0)".hasPrefix("DST012: made: lines cannot be measured, since the step scale (standard)")
        }
        var step = ScaleStep()
        step.method = "median"
        dataset.recipe = Recipe(steps: [step])
        #expect(try dataset.measure(Self.list, context: ExecutionContext()).rowCount == 2)
        dataset.recipe = nil
        dataset.flux.removeLast()
        #expect { try dataset.measure(Self.list, context: ExecutionContext()) } throws: { "\($0)".hasPrefix("DST005") }
    }

    @Test("a dataset without rows gives an empty table, and cancelled work stops")
    func ends() throws {
        let empty = Dataset(name: "none", grid: dataset(rows: 1).grid, rows: [], flux: [])
        #expect(try empty.measure(Self.list, context: ExecutionContext()).values.isEmpty)
        let context = ExecutionContext()
        context.cancellation.cancel()
        #expect(throws: CancellationError.self) { try dataset().measure(Self.list, context: context) }
    }
}
