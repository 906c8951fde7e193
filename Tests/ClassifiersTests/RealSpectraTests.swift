// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Execution
import Foundation
import Learning
import Spectra
import TestSupport
import Testing

/// Grouped cross-validation on labelled spectra of public archives, by the settings that Docs/benchmarks.md tells.
@Suite(.enabled(if: SharedData.isAvailable)) struct RealSpectraTests {
    private func read(_ file: String) throws -> Dataset {
        try Dataset.read(from: SharedData.path("data/labelled/" + file))
    }

    private func judge(_ module: String, _ dataset: Dataset, _ flags: String...) throws -> Evaluation {
        let module = try ClassifierModules.named(module)
        let run = try module.run(
            on: dataset, json: module.parameterJSON(flags: flags + ["--resamples", "100"]),
            context: ExecutionContext(threads: 2))
        return try #require(run.report.evaluation)
    }

    @Test("stars of the MILES library get their class from spectra alone, 91 of 100")
    func miles() throws {
        let evaluation = try judge("forest", read("miles/miles.fits.gz"))
        #expect(evaluation.rows == 469 && evaluation.objects == 469)
        #expect(evaluation.confusion.accuracy >= 0.91)
        #expect(evaluation.confusion.macroF1 >= 0.89)
    }

    @Test("LAMOST stars get their class, three of four")
    func lamost() throws {
        let evaluation = try judge("forest", read("lamost/lamost_stars.fits.gz"))
        #expect(evaluation.confusion.accuracy >= 0.75)
    }

    @Test("infrared sources get their class, 9 of 10")
    func iras() throws {
        let evaluation = try judge(
            "forest", read("iras_lrs/iras_lrs.csv"), "--balance", "both", "--pixel-bins", "1,2,4,8")
        #expect(evaluation.confusion.accuracy >= 0.9)
        #expect(evaluation.confusion.macroF1 >= 0.58)
    }

    @Test("asteroids get their taxonomic complex, 88 of 100")
    func asteroids() throws {
        let evaluation = try judge(
            "ensemble", read("asteroids/asteroids.csv.gz"), "--pixel-bins", "3,6,12", "--member-settings",
            #"{"kernel": {"inversePenalty": 30}}"#)
        #expect(evaluation.confusion.accuracy >= 0.88)
        #expect(evaluation.confusion.macroF1 >= 0.66)
    }

    @Test("supernovae get their type from few examples of the rare ones, with shifted copies and help for these")
    func supernovae() throws {
        // A third of the trees and of the copies that the documentation has, for time.
        let evaluation = try judge(
            "forest", supernovaeOnCommonRange(), "--pixel-bins", "8,16", "--velocity-copies", "1", "--rare-classes",
            "0.3", "--trees", "100")
        #expect(evaluation.rows == 2573 && evaluation.objects == 255)
        #expect(evaluation.confusion.accuracy >= 0.94)
        #expect(evaluation.confusion.macroF1 >= 0.865)
    }

    /// 3800 to 7200 Å; the zeroes before and after a template masked, as reading a collection does.
    private func supernovaeOnCommonRange() throws -> Dataset {
        let whole = try read("supernovae/supernovae.fits.gz"), pixels = whole.pixelCount
        let kept = whole.grid.values.indices.filter { (3800...7200).contains(whole.grid.values[$0]) }
        var rows: [DatasetRow] = [], flux: [Float] = [], mask: [Bool] = []
        for row in 0..<whole.rowCount {
            let values = Array(whole.flux[row * pixels..<(row + 1) * pixels])
            guard let first = values.firstIndex(where: { $0 != 0 }), let last = values.lastIndex(where: { $0 != 0 }),
                kept.contains(where: { $0 >= first && $0 <= last })
            else { continue }
            rows.append(whole.rows[row])
            flux += kept.map { values[$0] }
            mask += kept.map { $0 < first || $0 > last }
        }
        return Dataset(
            name: "supernovae", grid: SpectralGrid(values: kept.map { whole.grid.values[$0] }, medium: .air),
            rows: rows, flux: flux, mask: mask)
    }
}
