// SPDX-License-Identifier: Apache-2.0

import Datasets
import VOTable

/// The spectra that are like the queries, as a table: `query`, `rank`, `likeness`, then who each is and where it lies.
public enum SimilarTable {
    /// - Parameters:
    ///   - queries: identifiers of the queries.
    ///   - matches: of each query, the most like first.
    public static func make(queries: [String], matches: [[SimilarityIndex.Match]], dataset: String) -> ResultTable {
        var table = ResultTable(
            name: "similar", description: "The spectra of \(dataset) that are most like each query",
            fields: [
                SpectrumColumns.text("query", "meta.id.parent", "Spectrum that was asked about"),
                SpectrumColumns.count("rank", "meta.number", "1 for the most like"),
                SpectrumColumns.number(
                    "likeness", "stat.correlation", "Correlation of the two spectra, 1 for equal shapes"),
            ] + SpectrumColumns.identity + [SpectrumColumns.label] + SpectrumColumns.origin)
        table.rows = zip(queries, matches).flatMap { query, matches in
            matches.enumerated().map { place, match in
                [.text(query), .integer(Int64(place + 1)), .real(match.likeness)]
                    + SpectrumColumns.identity(of: match.row) + [SpectrumColumns.value(match.row.label)]
                    + SpectrumColumns.origin(of: match.row)
            }
        }
        return table
    }
}
