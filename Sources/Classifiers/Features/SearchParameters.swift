// SPDX-License-Identifier: Apache-2.0

import Learning
public import Parameters

/// How the nearest spectra are searched; shared by all methods that compare each spectrum with those around it.
public struct SearchParameters: ParameterSet {
    /// Time then hardly grows faster than the number of spectra; the report tells what share of the nearest was found.
    @Parameter(
        "Spectra above which the nearest ones are found approximately; not set: always exactly", in: 0...1_000_000_000)
    public var approximateAbove: Int? = nil

    public init() {}

    /// - Parameter count: nearest spectra of each.
    func search(count: Int) -> NeighbourSearch {
        var search = NeighbourSearch()
        search.count = count
        search.approximateAbove = approximateAbove
        return search
    }
}

extension Neighbours {
    /// For the report.
    var fact: Report.Fact {
        let text = recall.map { "approximate, \((100 * $0).brief) % of the true ones (of up to 1000 spectra)" }
        return .init(name: "Nearest spectra", value: text ?? "exact")
    }
}
