// SPDX-License-Identifier: Apache-2.0

/// A family of comparisons on the same data.
protocol Benchmark: Sendable {
    /// Short, lower case: "fits".
    static var name: String { get }
    /// One line: what is measured on which data.
    static var summary: String { get }
    /// Whether it takes too long to run with all the others.
    static var runsOnlyWhenNamed: Bool { get }
    /// Makes the data (below `harness.scratch`, kept for the next run) and says what to compare.
    static func comparisons(_ harness: Harness) throws -> [Comparison]
}

extension Benchmark {
    static var runsOnlyWhenNamed: Bool { false }
}

/// One task done by us and by a peer.
struct Comparison {
    var task: String
    var peer: String
    /// The ratio peer ÷ ours asked for; `nil` if the figure is only noted.
    var atLeast: Double?
    /// Whether one run says enough.
    var isOnce = false
    /// Runs the task once and gives its wall time in seconds.
    var ours: () throws -> Double
    /// The same by the peer; `nil` for a figure that has no peer.
    var theirs: (() throws -> Double)?
}
