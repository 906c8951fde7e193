// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra
import Testing

@Suite struct BandedRebinnerTests {
    private let old = (0..<301).map { pow(10, 3.6 + 2e-4 * Double($0)) }

    private func rows(_ count: Int) -> [Float] {
        (0..<count * 301).map { Float(sin(Double($0) * 0.37)) + 2 }
    }

    @Test("equals the rebinning of each spectrum by itself", arguments: [0.7, 1.9, 40.0, 3000.0])
    func equalsSingle(step: Double) throws {
        let grid = (0..<37).map { 3990 + step * Double($0) }
        let rebinner = BandedRebinner(from: old, to: grid)
        let rows = rows(21)
        let result = try rebinner.rebin(rows)
        #expect(result.count == 21 * 37)
        for row in 0..<21 {
            let single = Rebinning.rebin(wavelengths: old, flux: Array(rows[row * 301..<(row + 1) * 301]), to: grid)
            #expect(rebinner.coverage == single.coverage)
            for pixel in 0..<37 {
                #expect(abs(result[row * 37 + pixel] - single.flux[pixel]) <= 2e-6 * max(1, abs(single.flux[pixel])))
            }
        }
    }

    @Test("variances get the squared weights")
    func variances() throws {
        let grid = (0..<50).map { 4010 + 2.3 * Double($0) }
        let error = rows(1)
        let result = try BandedRebinner(from: old, to: grid).rebinVariances(error.map { $0 * $0 })
        let single = Rebinning.rebin(wavelengths: old, flux: error, error: error, to: grid)
        for pixel in 0..<50 {
            let expected = (single.error?[pixel] ?? 0) * (single.error?[pixel] ?? 0)
            #expect(abs(result[pixel] - expected) <= 1e-5 * expected)
        }
    }

    @Test("gives equal bits for any number of threads, and whatever rows stand beside one")
    func threads() throws {
        let rebinner = BandedRebinner(from: old, to: (0..<77).map { 4000 + 5 * Double($0) })
        let rows = rows(1301)
        let one = try rebinner.rebin(rows, context: ExecutionContext(threads: 1))
        #expect(try rebinner.rebin(rows, context: ExecutionContext(threads: 3)) == one)
        let last = try rebinner.rebin(Array(rows.suffix(301)))
        #expect(last == Array(one.suffix(77)))
    }
}
