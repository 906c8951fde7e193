// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Execution
import Foundation
import FoundationXML
import Parameters
import TestSupport
import Testing

@Suite struct ReportTests {
    private func report(hostile: Bool = false) throws -> Report {
        var dataset = MadeDataset.make(objects: 30)
        if hostile {
            for row in dataset.rows.indices {
                dataset.rows[row].id = "<script>alert(\(row))</script>"
                dataset.rows[row].label = dataset.rows[row].label.map { "\"><b>&\($0)'" }
            }
        }
        let parameters = try ForestModule.Parameters(flags: ["--trees", "20", "--resamples", "100"])
        return try ForestModule().run(on: dataset, parameters: parameters, context: ExecutionContext()).report
    }

    @Test(
        "the page holds all it needs: no script, nothing from outside, even with hostile names",
        arguments: [false, true])
    func selfContained(hostile: Bool) throws {
        let html = try report(hostile: hostile).html
        #expect(!html.contains("<script"))
        #expect(!html.contains("<b>&a"))
        #expect(!html.contains(" src="))
        #expect(!html.contains("href="))
        #expect(!html.contains("@import"))
        let addresses = html.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
        #expect(!addresses.contains("http"))
        #expect(html.contains("baseline"))
    }

    @Test("every plot is well-formed XML with a title and a description", arguments: [false, true])
    func plots(hostile: Bool) throws {
        let plots = try report(hostile: hostile).plots
        #expect(
            Set(plots.map(\.name)) == [
                "scores", "confusion", "calibration", "signal-to-noise", "roc", "precision-recall", "rejection",
                "importance", "calibration-before",
            ])
        for plot in plots {
            #expect(XMLParser(data: Data(plot.svg.utf8)).parse(), "\(plot.name)")
            #expect(plot.svg.contains("<title id=\"\(plot.name)-title\">"))
            #expect(plot.svg.contains("<desc id=\"\(plot.name)-desc\">"))
        }
    }

    @Test("a page made from the stored numbers is the page of the run")
    func stored() throws {
        let folder = try TemporaryFolder()
        let report = try self.report()
        try report.write(to: folder.appending(Report.fileName))
        #expect(try Report(contentsOf: folder.appending(Report.fileName)).html == report.html)
        try Data("{}".utf8).write(to: folder.url.appending(path: "other.json"))
        #expect { try Report(contentsOf: folder.appending("other.json")) } throws: { "\($0)".hasPrefix("CLS013") }
        #expect { try Report(contentsOf: folder.appending("none.json")) } throws: { "\($0)".hasPrefix("CLS012") }
    }

    @Test("a run writes all its files whole")
    func files() throws {
        let folder = try TemporaryFolder()
        let parameters = try ForestModule.Parameters(flags: ["--trees", "20", "--resamples", "100"])
        let run = try ForestModule().run(
            on: MadeDataset.make(objects: 30), parameters: parameters, context: ExecutionContext())
        let names = try run.write(to: folder.path).map(\.name)
        #expect(
            names == [
                "report.html", "candidates.vot", "candidates.csv", "scores.vot", "scores.csv", "predictions.vot",
                "predictions.csv", "model.secchi",
                "plots/scores.svg", "plots/confusion.svg", "plots/calibration.svg", "plots/calibration-before.svg",
                "plots/signal-to-noise.svg",
                "plots/roc.svg", "plots/precision-recall.svg", "plots/rejection.svg", "plots/importance.svg",
                "report.json",
            ])
        for name in names { #expect(FileManager.default.fileExists(atPath: folder.appending(name)), "\(name)") }
    }
}
