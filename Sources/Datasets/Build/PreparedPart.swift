// SPDX-License-Identifier: Apache-2.0

import Execution
import Spectra

/// The rows that one part of a source gives, and what it leaves out.
struct PreparedPart: Sendable {
    var rows: [DatasetRow] = []
    /// rows.count × m.
    var flux: [Float] = []
    var mask: [Bool] = []
    /// Zero throughout for rows without errors.
    var inverseVariance: [Float] = []
    var hasErrors = false
    var media: Set<SpectralMedium> = []
    var rejected: [RejectedSpectrum] = []

    init() {}

    init(
        _ part: Int, of source: SpectrumSource, runner: RecipeRunner, labels: LabelList?,
        cancellation: CancellationToken
    ) throws {
        try source.visitPart(part) { entry in
            try cancellation.check()
            switch entry {
            case .unreadable(let id, let source, let reason):
                rejected.append(RejectedSpectrum(id: id, source: source, reason: reason))
            case .spectrum(let id, let spectrum):
                let row = DatasetRow(id: id, spectrum: spectrum)
                do {
                    append(try runner.apply(to: spectrum), labels?.labelled(row) ?? row)
                } catch let rejection as Rejection {
                    rejected.append(RejectedSpectrum(id: id, source: row.source, reason: "\(rejection)"))
                }
            }
        }
    }

    private mutating func append(_ prepared: PreparedSpectrum, _ row: DatasetRow) {
        rows.append(row)
        flux += prepared.flux
        mask += prepared.mask
        media.insert(prepared.medium)
        if let given = prepared.inverseVariance {
            inverseVariance += given
            hasErrors = true
        } else {
            inverseVariance += [Float](repeating: 0, count: prepared.flux.count)
        }
    }

    /// All parts as one dataset.
    static func dataset(
        of parts: [PreparedPart], name: String, runner: RecipeRunner
    ) throws -> (dataset: Dataset, summary: DatasetBuildSummary) {
        var tally = RejectionTally()
        for part in parts { tally.add(part.rejected) }
        let rows = parts.flatMap(\.rows)
        guard !rows.isEmpty else { throw tally.emptyError }
        let mask = parts.flatMap(\.mask)
        let media = parts.reduce(into: Set<SpectralMedium>()) { $0.formUnion($1.media) }
        let dataset = Dataset(
            name: name, grid: try runner.grid.stating(media), rows: rows, flux: parts.flatMap(\.flux),
            mask: mask.contains(true) ? mask : nil,
            inverseVariance: parts.contains(where: \.hasErrors) ? parts.flatMap(\.inverseVariance) : nil,
            recipe: runner.recipe)
        return (dataset, tally.summary(rows: rows.count, runner: runner, resumed: 0))
    }
}

extension SpectralGrid {
    /// The grid with the medium that all its spectra turned out to have, if the recipe does not bring them to one.
    ///
    /// - Throws: ``DatasetError/mixedMedia``.
    func stating(_ media: Set<SpectralMedium>) throws(DatasetError) -> SpectralGrid {
        if media.isSuperset(of: [.air, .vacuum]) { throw .mixedMedia }
        guard medium == .unknown, media.count == 1, let only = media.first else { return self }
        var grid = self
        grid.medium = only
        return grid
    }
}

/// Counts the reasons for which spectra were left out.
struct RejectionTally {
    private var counts: [String: Int] = [:]
    private var first: [RejectedSpectrum] = []
    private(set) var count = 0
    var kept = Int.max

    mutating func add(_ rejected: [RejectedSpectrum]) {
        for spectrum in rejected {
            counts[spectrum.reason, default: 0] += 1
            if first.count < kept { first.append(spectrum) }
        }
        count += rejected.count
    }

    var reasons: [DatasetBuildSummary.Reason] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { DatasetBuildSummary.Reason(reason: $0.key, count: $0.value) }
    }

    var emptyError: DatasetError {
        .empty(rejected: count, commonestReason: reasons.first?.reason ?? "")
    }

    func summary(rows: Int, runner: RecipeRunner, resumed: Int) -> DatasetBuildSummary {
        DatasetBuildSummary(
            rowCount: rows, pixelCount: runner.grid.values.count, rejectedCount: count, reasons: reasons,
            rejected: first, recipe: runner.recipe, resumedPartCount: resumed)
    }
}
