// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The comparisons there are: one file and one line each.
let benchmarks: [any Benchmark.Type] = [
    FITSBenchmark.self,
    IngestBenchmark.self,
    CatalogueBenchmark.self,
    HarvestBenchmark.self,
    VOTableBenchmark.self,
    RebinBenchmark.self,
    WaveletBenchmark.self,
    ForestBenchmark.self,
    BoostingBenchmark.self,
    MapBenchmark.self,
    ComponentsBenchmark.self,
    LabelBenchmark.self,
    NeighbourBenchmark.self,
    MillionBenchmark.self,
    LinesBenchmark.self,
]

/// Compares Secchi with the tools an astronomer would otherwise use, both in one run, and prints the ratios.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secchi-bench",
        abstract: "Compare Secchi with its peers, alternating in one run.",
        discussion: benchmarks.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

    @Argument(help: "Benchmarks to run; by default all but million, which takes half an hour.")
    var names: [String] = []

    @Option(help: "How often ours and the peer's run alternate; the medians are compared.")
    var pairs = 3

    @Option(help: "Only the tasks that have this in their name.")
    var task: String?

    @Option(help: "Folder for generated data and for the peers' environment; kept between runs.")
    var scratch = "bench"

    func validate() throws {
        let known = benchmarks.map { $0.name }
        for name in names where !known.contains(name) {
            throw ValidationError("there is no benchmark \(name); there are: \(known.joined(separator: ", "))")
        }
        guard pairs > 0 else { throw ValidationError("--pairs must be at least 1") }
    }

    func run() throws {
        let harness = try Harness(scratch: scratch, pairs: pairs)
        var missed = 0
        for benchmark in benchmarks where runs(benchmark) {
            print("\n\(benchmark.name): \(benchmark.summary)")
            for comparison in try benchmark.comparisons(harness) where task.map(comparison.task.contains) ?? true {
                missed += try harness.compare(comparison) ? 0 : 1
            }
        }
        if missed > 0 {
            print("\n\(missed) below the ratio asked for")
            throw ExitCode.failure
        }
    }

    private func runs(_ benchmark: any Benchmark.Type) -> Bool {
        names.isEmpty ? !benchmark.runsOnlyWhenNamed : names.contains(benchmark.name)
    }
}
