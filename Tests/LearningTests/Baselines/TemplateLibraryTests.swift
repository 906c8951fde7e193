// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import Testing

@Suite struct TemplateLibraryTests {
    /// A line at one place on a slope.
    private func line(at place: Double, slope: Double = 0, pixels: Int = 40) -> [Float] {
        (0..<pixels).map { Float(exp(-pow((Double($0) - place) / 2, 2)) + slope * Double($0)) }
    }

    private func library() throws -> TemplateLibrary {
        try TemplateLibrary(
            templates: FeatureMatrix(rows: 2, columns: 40, values: line(at: 12) + line(at: 25, slope: 0.02)),
            labels: [0, 1])
    }

    @Test("template matching keeps the estimators' contract, with means and with examples")
    func contract() throws {
        var matching = TemplateMatching()
        matching.scales = false
        try checkEstimator(matching, isRandom: false)
        matching.examplesPerClass = 30
        try checkEstimator(matching, isRandom: false)
    }

    @Test("a scaled copy of a template has χ² 0 and its factor")
    func scaled() throws {
        let rows = try FeatureMatrix(
            rows: 2, columns: 40, values: line(at: 12).map { $0 * 3 } + line(at: 25, slope: 0.02))
        let matches = try library().match(rows, classCount: 2)
        #expect(matches.best.map(\.template) == [0, 1])
        #expect(abs(matches.best[0].scale - 3) < 1e-5)
        #expect(matches.best.allSatisfy { $0.chiSquare < 1e-5 })
        #expect(matches.pixels == [40, 40])
    }

    @Test("χ² and factor are those of weighted least squares")
    func weighted() throws {
        let library = try TemplateLibrary(
            templates: FeatureMatrix(rows: 1, columns: 3, values: [1, 1, 2]), labels: [0])
        let rows = try FeatureMatrix(rows: 2, columns: 3, values: [1, 2, 4, 1, 2, .nan])
        let weights = try FeatureMatrix(rows: 2, columns: 3, values: [1, 4, 0.25, 1, 4, 0])
        let matches = try library.match(rows, inverseVariance: weights, classCount: 2)
        // Σ w f t = 1 + 8 + 2 = 11, Σ w t² = 1 + 4 + 1 = 6, Σ w f² = 1 + 16 + 4 = 21.
        #expect(abs(matches.best[0].scale - 11 / 6) < 1e-6)
        #expect(abs(matches.best[0].chiSquare - (21 - 121 / 6)) < 1e-5)
        // Without the third pixel: 9, 5 and 17.
        #expect(abs(matches.best[1].scale - 9 / 5) < 1e-6)
        #expect(abs(matches.best[1].chiSquare - (17 - 81 / 5)) < 1e-5)
        #expect(matches.pixels == [3, 2])
        #expect(matches.chiSquares[1] == .infinity, "a class without template has no χ²")
        #expect(matches.probabilities(classCount: 2)[0] == [1, 0])
    }

    @Test("a shifted line is found at its shift, over the pixels that all shifts see")
    func shifted() throws {
        var library = try library()
        library.shifts = -3...3
        let rows = try FeatureMatrix(rows: 3, columns: 40, values: line(at: 14) + line(at: 9) + line(at: 12))
        let matches = try library.match(rows, classCount: 2)
        #expect(matches.best.map(\.shift) == [2, -3, 0])
        #expect(matches.best.allSatisfy { $0.template == 0 && $0.chiSquare < 1e-5 })
        #expect(matches.pixels == [34, 34, 34])
    }

    @Test("a factor is never below 0: an absorption line is not a negative emission line")
    func negative() throws {
        let rows = try FeatureMatrix(rows: 1, columns: 40, values: line(at: 12).map { -$0 })
        let best = try library().match(rows, classCount: 2).best[0]
        #expect(best.scale == 0 && best.chiSquare > 1)
    }

    @Test("equal matches for 1, 2 and 7 threads")
    func threads() throws {
        var generator = SeededGenerator(seed: 4)
        let rows = try FeatureMatrix(
            rows: 300, columns: 40, values: (0..<12_000).map { _ in Float(generator.normal()) })
        let library = try library()
        let one = try library.match(rows, classCount: 2, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(try library.match(rows, classCount: 2, context: ExecutionContext(threads: threads)) == one)
        }
    }

    @Test("what cannot be compared is refused")
    func refusals() throws {
        let rows = try FeatureMatrix(rows: 1, columns: 40, values: line(at: 3))
        func message(_ library: TemplateLibrary, _ weights: FeatureMatrix? = nil, classes: Int = 2) -> String {
            do {
                _ = try library.match(rows, inverseVariance: weights, classCount: classes)
                return "accepted"
            } catch { return "\(error)" }
        }
        var library = try library()
        #expect(message(library, classes: 1).hasPrefix("LRN006: row 1"))
        #expect(message(library, try FeatureMatrix(rows: 1, columns: 2, values: [1, 1])).hasPrefix("LRN001"))
        let negative = try FeatureMatrix(rows: 1, columns: 40, values: [Float](repeating: -1, count: 40))
        #expect(message(library, negative).hasPrefix("LRN007: row 0"))
        library.shifts = -30...30
        #expect(message(library).hasPrefix("LRN008: shifts"))
    }
}
