// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Parameters
import Spectra
import Testing
import VOTable

@testable import Classifiers

@Suite struct VelocityCopiesTests {
    /// A straight line, 100 pixels around 5000 Å, so that linear interpolation is exact.
    private func line(rows: Int = 1, mask: [Bool]? = nil, unit: String = "Angstrom") -> Dataset {
        let wavelengths = (0..<100).map { 4900 + 2 * Double($0) }
        let flux = (0..<rows).flatMap { _ in wavelengths.map { Float(1 + ($0 - 5000) / 100) } }
        return Dataset(
            name: "line", grid: SpectralGrid(kind: .linear, values: wavelengths, unit: unit, medium: .air),
            rows: (0..<rows).map { DatasetRow(id: "\($0)", source: "made#\($0)") }, flux: flux, mask: mask)
    }

    private func copies(_ speed: Double, seed: UInt64 = 1) -> VelocityCopies {
        VelocityCopies(count: 1, speed: speed, seed: seed)
    }

    @Test("a copy is the spectrum at wavelengths times one factor, masked where the spectrum does not reach")
    func shifted() throws {
        let dataset = line(rows: 40)
        let copy = try copies(1000).copy(0, of: dataset, context: ExecutionContext())
        let mask = try #require(copy.mask)
        var velocities: [Double] = []
        for row in 0..<40 {
            let range = row * 100..<(row + 1) * 100
            let factor = ((Double(copy.flux[range][row * 100 + 50]) - 1) * 100 + 5000) / 5000
            velocities.append((factor - 1) * 299_792.458)
            for (pixel, wavelength) in dataset.grid.values.enumerated() {
                let place = wavelength * factor
                // Within rounding of the factor, a pixel at the very end may be on either side.
                guard abs(place - 4900) > 0.01, abs(place - 5098) > 0.01 else { continue }
                let inside = place > 4900 && place < 5098
                #expect(mask[range][row * 100 + pixel] == !inside)
                if inside { #expect(abs(Double(copy.flux[row * 100 + pixel]) - 1 - (place - 5000) / 100) < 1e-3) }
            }
        }
        #expect(velocities.allSatisfy { abs($0) < 1001 })
        #expect(velocities.contains { $0 > 500 } && velocities.contains { $0 < -500 })
        #expect(copy.rows == dataset.rows && copy.grid == dataset.grid)
    }

    @Test("speed 0 leaves every pixel as it is, masked ones masked")
    func still() throws {
        var mask = [Bool](repeating: false, count: 100)
        mask[30] = true
        let dataset = line(mask: mask)
        let copy = try copies(0).copy(0, of: dataset, context: ExecutionContext())
        #expect(copy.flux == dataset.flux)
        #expect(copy.mask == mask)
    }

    @Test("a pixel between one with data and one without has none")
    func masked() throws {
        var mask = [Bool](repeating: false, count: 100)
        mask[50] = true
        // At most 0.2 of a pixel.
        let copy = try copies(20).copy(0, of: line(mask: mask), context: ExecutionContext())
        let masked = try #require(copy.mask).indices.filter { copy.mask?[$0] == true }
        #expect(masked.contains(50))
        #expect(masked.contains(49) != masked.contains(51))
        #expect(copy.flux[50] == line().flux[50])
    }

    @Test("copies differ from each other and by seed, but not by threads")
    func determinism() throws {
        let dataset = line(rows: 600)
        let one = try copies(500).copy(0, of: dataset, context: ExecutionContext(threads: 1))
        let seven = try copies(500).copy(0, of: dataset, context: ExecutionContext(threads: 7))
        #expect(one.flux == seven.flux && one.mask == seven.mask)
        #expect(try copies(500).copy(1, of: dataset, context: ExecutionContext()).flux != one.flux)
        #expect(try copies(500, seed: 2).copy(0, of: dataset, context: ExecutionContext()).flux != one.flux)
    }

    @Test("pixels without a spectral unit cannot be shifted", arguments: ["", "pixel", "Jy"])
    func unit(unit: String) {
        #expect { try copies(500).copy(0, of: self.line(unit: unit), context: ExecutionContext()) } throws: {
            "\($0)".hasPrefix("CLS024: line: its pixels are in")
        }
    }
}
