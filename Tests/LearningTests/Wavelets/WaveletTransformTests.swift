// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

/// Expected numbers: PyWavelets 1.9 `wavedec` in double precision on the same single-precision values.
@Suite struct WaveletTransformTests {
    struct Case: Sendable {
        let name: String, boundary: WaveletTransform.Boundary
        let length: Int, levels: Int, count: Int
        let first: Double, middle: Double, last: Double, sum: Double
    }

    static func signal(_ count: Int) -> [Float] {
        (0..<count).map { place in
            let x = Double(place)
            let wave: Double = sin(0.37 * x) + 0.5 * cos(1.9 * x)
            return Float(wave + x / 20)
        }
    }

    /// Wavelet, mode, length, levels, and of the coefficients: their number, the first, the middle and the last one, and
    /// the sum of all times cos(0.7 i).
    static let cases: [Case] = """
        haar symmetric 37 2 39 1.29591492 0 0 2.12613155
        haar periodization 37 2 39 1.29591492 0 0 2.12613155
        haar zero 37 2 39 1.29591492 1.4309119 2.02361501 -0.894042672
        db4 symmetric 37 2 50 1.7784874 -0.157886719 -0.269909488 0.147284777
        db4 periodization 37 2 39 2.86885143 -1.91991738 0.211175599 6.22816416
        db4 zero 37 2 50 0.00139518407 -0.179135519 -0.0303278966 1.31719687
        sym5 symmetric 37 2 55 1.20113121 -0.10294774 0.611951847 -1.94214578
        sym5 periodization 37 2 39 0.804691175 -0.0800292023 -0.162672673 1.1417308
        sym5 zero 37 2 55 0.00449376562 -0.619721017 0.0782224254 4.5263658
        sym8 symmetric 37 1 52 1.48337714 -0.163540964 -0.64450781 -12.3640955
        sym8 periodization 37 1 38 0.16131601 0.993294782 -0.498954674 10.51091
        sym8 zero 37 1 52 -0.00111657086 -0.000623892361 -0.00967987846 -10.046466
        haar symmetric 64 2 64 1.29591492 0.176797453 -0.264372514 -6.47979431
        haar periodization 64 2 64 1.29591492 0.176797453 -0.264372514 -6.47979431
        haar zero 64 2 64 1.29591492 0.176797453 -0.264372514 -6.47979431
        db4 symmetric 64 2 77 1.7784874 0.628251071 0.127566176 11.3936463
        db4 periodization 64 2 64 6.82514044 0.574299057 0.0533324411 4.55010521
        db4 zero 64 2 77 0.00139518407 0.258892324 -0.111533581 7.58169727
        sym5 symmetric 64 2 80 1.20113121 -0.150775616 -0.663995459 7.58366594
        sym5 periodization 64 2 64 0.962363568 -0.169920109 -0.56381254 -9.79064706
        sym5 zero 64 2 80 0.00449376562 -0.47701939 -0.0160269949 3.04607553
        db10 symmetric 64 1 82 0.217362037 -0.321109 0.527856802 17.3012109
        db10 periodization 64 1 64 5.11211051 0.728914099 -0.735279464 -12.4885374
        db10 zero 64 1 82 4.34786738e-05 0.0874216685 -0.0002788709 22.7078164
        sym8 symmetric 64 2 93 2.22698311 -0.369237724 0.670037906 -0.411146864
        sym8 periodization 64 2 64 1.91430285 0.838946066 -0.0141642328 -9.665292
        sym8 zero 64 2 93 -2.16258102e-05 -0.315425198 -0.00627994597 7.41218694
        """.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            let numbers = words.dropFirst(2).compactMap(Double.init)
            guard words.count == 9, numbers.count == 7, let mode = WaveletTransform.Boundary(rawValue: words[1]) else {
                return nil
            }
            return Case(
                name: words[0], boundary: mode, length: Int(numbers[0]), levels: Int(numbers[1]),
                count: Int(numbers[2]), first: numbers[3], middle: numbers[4], last: numbers[5], sum: numbers[6])
        }

    @Test("Coefficients are those of PyWavelets, and the inverse gives the values back", arguments: cases)
    func coefficients(expected: Case) throws {
        let transform = WaveletTransform(
            wavelet: try .named(expected.name), boundary: expected.boundary, levels: expected.levels)
        let signal = try FeatureMatrix(rows: 1, columns: expected.length, values: Self.signal(expected.length))
        let result = try transform.coefficients(of: signal)
        let values = result.matrix.values.map(Double.init)
        try #require(values.count == expected.count && result.layout.count == expected.count)
        #expect(abs(values[0] - expected.first) < 1e-6 * max(1, abs(expected.first)))
        #expect(abs(values[expected.count / 2] - expected.middle) < 1e-6 * max(1, abs(expected.middle)))
        #expect(abs(values[expected.count - 1] - expected.last) < 1e-6 * max(1, abs(expected.last)))
        var sum = 0.0
        for (place, value) in values.enumerated() { sum += cos(0.7 * Double(place)) * value }
        #expect(abs(sum - expected.sum) < 2e-5)
        let back = try transform.values(of: result)
        for (value, given) in zip(back.values, signal.values) { #expect(abs(value - given) < 2e-6) }
    }

    @Test("All coefficients of a short case, number by number")
    func everyCoefficient() throws {
        let expected = [
            0.778624792, 0.773028654, 2.24460783, 1.07948867, -0.619574284, 1.07780187, 2.97545117, 0.166901335,
            0.531458386, 0.704028596, -0.484965552, -0.863724216, 0.467493527, 0.570778765, 0.153111085, -0.510459748,
            0.384307229, 0.149623522, -0.410228463, 0.563517628, -0.597194547, 0.145732306, 0.134850801, -0.465945175,
            0.499433936,
        ]
        let signal = try FeatureMatrix(rows: 1, columns: 20, values: Self.signal(20))
        let result = try WaveletTransform(wavelet: .named("db2"), levels: 2).coefficients(of: signal)
        #expect(result.layout.approximation == 0..<7 && result.layout.details == [7..<14, 14..<25])
        try #require(result.matrix.columnCount == expected.count)
        for (value, wanted) in zip(result.matrix.values, expected) { #expect(abs(Double(value) - wanted) < 1e-6) }
    }

    @Test("Every filter is orthonormal and has its vanishing moments", arguments: Wavelet.names)
    func filters(name: String) throws {
        let wavelet = try Wavelet.named(name)
        let low = wavelet.lowPass, high = wavelet.highPass
        #expect(abs(low.reduce(0, +) - 2.0.squareRoot()) < 1e-14)
        for shift in stride(from: 0, to: low.count, by: 2) {
            var product = 0.0, cross = 0.0
            for place in 0..<low.count - shift {
                product += low[place] * low[place + shift]
                cross += low[place] * high[place + shift]
            }
            #expect(abs(product - (shift == 0 ? 1 : 0)) < 1e-14 && abs(cross) < 1e-14)
        }
        for moment in 0..<low.count / 2 {
            var sum = 0.0
            for (place, value) in high.enumerated() {
                sum += pow(Double(place) / Double(high.count), Double(moment)) * value
            }
            #expect(abs(sum) < 1e-12)
        }
        #expect(try JSONDecoder().decode(Wavelet.self, from: JSONEncoder().encode(wavelet)) == wavelet)
    }

    @Test("Rows are independent: equal bits for any number of threads, and for shards of the rows")
    func equalBits() throws {
        let rows = 700, columns = 93
        let values = (0..<rows * columns).map { place -> Float in
            let wave: Double = sin(Double(place) * 0.11)
            return Float(wave) * Float(place % 17)
        }
        let matrix = try FeatureMatrix(rows: rows, columns: columns, values: values)
        let transform = WaveletTransform(wavelet: try .named("sym4"))
        let one = try transform.coefficients(of: matrix, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(try transform.coefficients(of: matrix, context: ExecutionContext(threads: threads)) == one)
        }
        for shards in [2, 7] {
            let parts = ExecutionContext.ranges(of: rows, size: (rows + shards - 1) / shards)
            let pieces = try parts.map { try transform.coefficients(of: matrix.rows(Array($0))).matrix.values }
            #expect(Array(pieces.joined()) == one.matrix.values)
        }
    }

    @Test("Signals of every length from 1 come back; levels beyond what the length allows are refused")
    func lengths() throws {
        for boundary in WaveletTransform.Boundary.allCases {
            for length in 1...40 {
                let transform = WaveletTransform(wavelet: try .named("db3"), boundary: boundary)
                let signal = try FeatureMatrix(rows: 1, columns: length, values: Self.signal(length))
                let back = try transform.values(of: transform.coefficients(of: signal))
                for (value, given) in zip(back.values, signal.values) { #expect(abs(value - given) < 2e-6) }
            }
        }
        let transform = WaveletTransform(wavelet: try .named("db4"), levels: 3)
        #expect(transform.maximumLevels(of: 55) == 2 && transform.maximumLevels(of: 56) == 3)
        #expect(throws: LearningError.self) { try transform.layout(of: 55) }
        #expect(throws: LearningError.noColumns) { try transform.layout(of: 0) }
        #expect(throws: LearningError.self) { try Wavelet.named("db11") }
    }

    @Test("A value that is not finite is refused with its place; no rows give none")
    func notFinite() throws {
        let transform = WaveletTransform(wavelet: try .named("db4"), levels: 1)
        for bad in [Float.nan, .infinity] {
            var matrix = try FeatureMatrix(rows: 300, columns: 30, values: [Float](repeating: 1, count: 9000))
            matrix.values[270 * 30 + 29] = bad
            #expect(throws: LearningError.notFinite(row: 270, column: 29)) { try transform.coefficients(of: matrix) }
        }
        let none = try FeatureMatrix(rows: 0, columns: 30, values: [])
        #expect(try transform.values(of: transform.coefficients(of: none)) == none)
        let other = try WaveletTransform(wavelet: .named("db2"), levels: 1).coefficients(of: none)
        #expect(throws: LearningError.self) { try transform.values(of: other) }
    }
}
