// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Spectra

@Suite("The classes of simulated objects")
struct SimulatedModelTests {
    private let grid = LogGrid(from: 3700, to: 9200, velocityStep: 30)

    private func draw(_ label: String, part: UInt64, resolvingPower: Double = 2000) throws -> any SourceModel {
        let type = try #require(SourceModels.all.first { $0.label == label })
        var generator = SeededGenerator(seed: 7, part: part)
        return type.init(from: &generator, resolvingPower: resolvingPower)
    }

    @Test("every class gives positive, finite flux on any grid", arguments: SourceModels.labels)
    func finite(label: String) throws {
        for part in 0..<20 {
            let model = try draw(label, part: UInt64(part))
            let flux = model.flux(on: grid.emitted(at: model.facts.redshift), epoch: 2)
            #expect(flux.count == grid.count)
            #expect(flux.allSatisfy { $0.isFinite && $0 >= 0 })
            #expect(flux.contains { $0 > 0 })
        }
    }

    /// Mean flux between two wavelengths.
    private func mean(_ flux: [Float], _ range: ClosedRange<Double>, on grid: LogGrid) -> Double {
        let places = grid.position(of: range.lowerBound)...grid.position(of: range.upperBound)
        let values = (Int(places.lowerBound)...Int(places.upperBound)).map { Double(flux[$0]) }
        return values.reduce(0, +) / Double(values.count)
    }

    @Test("absorption stars absorb H alpha, emission stars emit it", arguments: 0..<10)
    func alpha(part: Int) throws {
        for (label, isAbove) in [("absorption", false), ("emission", true)] {
            let flux = try draw(label, part: UInt64(part)).flux(on: grid, epoch: 0)
            let line = mean(flux, 6562.6...6566.6, on: grid)
            let continuum = (mean(flux, 6480...6500, on: grid) + mean(flux, 6630...6650, on: grid)) / 2
            #expect((line > continuum) == isAbove, "\(label) \(line / continuum)")
        }
    }

    @Test(
        "Wolf-Rayet stars emit helium or carbon near 4650 Å, symbiotic stars oxygen over a giant's bands",
        arguments: 0..<10)
    func rareStars(part: Int) throws {
        let wolfRayet = try draw("wolf-rayet", part: UInt64(part)).flux(on: grid, epoch: 0)
        #expect(mean(wolfRayet, 4640...4700, on: grid) > 1.3 * mean(wolfRayet, 4950...5050, on: grid))
        let symbiotic = try draw("symbiotic", part: UInt64(part)).flux(on: grid, epoch: 0)
        #expect(mean(symbiotic, 5006...5010.5, on: grid) > 1.2 * mean(symbiotic, 4985...5000, on: grid))
        #expect(mean(symbiotic, 6561...6568, on: grid) > 3 * mean(symbiotic, 6500...6530, on: grid))
        #expect(mean(symbiotic, 7020...7050, on: grid) > 1.05 * mean(symbiotic, 7130...7160, on: grid))
    }

    @Test("the H alpha of a double-peaked star has two maxima at the separation told", arguments: 0..<12)
    func doublePeak(part: Int) throws {
        let sharp = LogGrid(from: 6450, to: 6700, velocityStep: 4)
        let star = try draw("double-peak", part: UInt64(part), resolvingPower: 13_000)
        let flux = star.flux(on: sharp, epoch: 0)
        let centre = Int(sharp.position(of: HydrogenLines.alpha).rounded())
        let violet = try #require((centre - 200..<centre).max { flux[$0] < flux[$1] })
        let red = try #require((centre..<centre + 200).max { flux[$0] < flux[$1] })
        let separation = try #require(star.facts.peakSeparation)
        // A thermal width of 15 km/s and the slope of the photosphere move the maxima a little.
        #expect(abs(Double(red - violet) * sharp.velocityStep - separation) < 0.2 * separation + 10)
        #expect(flux[centre] < 0.97 * min(flux[violet], flux[red]))
    }

    @Test("a P Cygni star absorbs to the blue of its emission", arguments: 0..<8)
    func pCygni(part: Int) throws {
        let star = try draw("p-cygni", part: UInt64(part))
        let flux = star.flux(on: grid, epoch: 0)
        let near = Int(grid.position(of: 6300))..<Int(grid.position(of: 6640))
        let low = try #require(near.min { flux[$0] < flux[$1] })
        let high = try #require(near.max { flux[$0] < flux[$1] })
        #expect(grid.wavelength(low) < HydrogenLines.alpha)
        #expect(grid.wavelength(high) > grid.wavelength(low))
    }

    @Test("an M star has TiO, a carbon star the Swan bands, with their heads on opposite sides")
    func bands() throws {
        let cool = try draw("m-star", part: 1).flux(on: grid, epoch: 0)
        #expect(mean(cool, 7060...7090, on: grid) < 0.85 * mean(cool, 7030...7050, on: grid))
        let carbon = try draw("carbon-star", part: 1).flux(on: grid, epoch: 0)
        #expect(mean(carbon, 5140...5164, on: grid) < 0.75 * mean(carbon, 5172...5200, on: grid))
    }

    @Test("a polar emits He II 4686 nearly as strongly as Hβ", arguments: 0..<8)
    func polar(part: Int) throws {
        let flux = try draw("polar", part: UInt64(part)).flux(on: grid, epoch: 0)
        let continuum = mean(flux, 4770...4800, on: grid)
        let helium = mean(flux, 4680...4694, on: grid) - continuum
        let hydrogen = mean(flux, 4856...4870, on: grid) - continuum
        #expect(hydrogen > 0.5 * continuum)
        #expect((0.4...1.3).contains(helium / hydrogen))
    }

    @Test("a quasar's Mg II lies where its redshift puts it")
    func quasar() throws {
        for part in 0..<40 {
            let model = try draw("qso", part: UInt64(part))
            let line = 2798.75 * (1 + model.facts.redshift)
            guard (4100...8600).contains(line) else { continue }
            let flux = model.flux(on: grid.emitted(at: model.facts.redshift), epoch: 0)
            let sides =
                mean(flux, line * 0.95...line * 0.955, on: grid) + mean(flux, line * 1.05...line * 1.055, on: grid)
            #expect(mean(flux, line * 0.998...line * 1.002, on: grid) > sides / 2)
        }
    }

    @Test("a quasar's continuum has no step where its slope changes", arguments: 0..<6)
    func quasarContinuum(part: Int) throws {
        let rest = LogGrid(from: 4000, to: 6000, velocityStep: 30)
        let flux = try draw("qso", part: UInt64(part)).flux(on: rest, epoch: 0)
        #expect(abs(mean(flux, 4975...4990, on: rest) / mean(flux, 5030...5045, on: rest) - 1) < 0.15)
    }

    @Test("an old galaxy is fainter below 4000 Angstrom than above")
    func galaxy() throws {
        for part in 0..<30 {
            let model = try draw("galaxy", part: UInt64(part))
            guard model.facts.subclass.isEmpty else { continue }
            let rest = LogGrid(from: 3600, to: 6800, velocityStep: 30)
            let flux = model.flux(on: rest, epoch: 0)
            // The index D4000 of Balogh et al. 1999 (doi:10.1086/308056), here per wavelength.
            #expect(mean(flux, 4000...4100, on: rest) > 1.3 * mean(flux, 3850...3950, on: rest))
        }
    }
}
