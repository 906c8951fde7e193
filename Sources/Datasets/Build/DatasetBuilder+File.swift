// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation
import Spectra

extension DatasetBuilder {
    /// Builds a FITS dataset at `path`, streaming; beside it, `<path>.rejected.csv` lists what was left out.
    ///
    /// - Throws: ``DatasetError``; what the source throws; `CancellationError`. Finished parts are kept for the next
    ///   try.
    public func build(
        _ source: SpectrumSource, to path: String, context: ExecutionContext = ExecutionContext()
    ) throws -> DatasetBuildSummary {
        let folder = try PartFolder(of: path)
        let key = buildKey(for: source)
        let runner: RecipeRunner
        let earlier = folder.plan(for: key)
        if let earlier {
            runner = try RecipeRunner(recipe: earlier.recipe, grid: earlier.grid)
        } else {
            runner = try self.runner(for: source, context: context)
            try folder.begin(PartFolder.Plan(key: key, recipe: runner.recipe, grid: runner.grid))
        }
        let heads = try prepareParts(of: source, runner: runner, folder: folder, context: context)
        let resumed = heads.count { $0.wasThere }
        let summary = try join(heads.map(\.head), folder, runner, resumed: resumed, to: path, context: context)
        folder.remove()
        return summary
    }

    /// What must not have changed for parts of an earlier build to be worth anything.
    private func buildKey(for source: SpectrumSource) -> String {
        var digest = StableDigest()
        digest.add(ProgramVersion.current)
        digest.add(source.fingerprint)
        digest.add(String(source.partCount))
        digest.add(recipe.json)
        if let grid {
            digest.add("\(grid.unit) \(grid.medium)")
            for value in grid.values { digest.add(String(value)) }
        }
        for (id, label) in zip(labels?.ids ?? [], labels?.labels ?? []) {
            digest.add(id)
            digest.add(label)
        }
        return digest.text
    }

    private func prepareParts(
        of source: SpectrumSource, runner: RecipeRunner, folder: PartFolder, context: ExecutionContext
    ) throws -> [(head: PartFile.Head, wasThere: Bool)] {
        let done = CompletedCount()
        let folderPath = folder.path
        let labels = labels
        return try context.mapParts(source.partCount) { part in
            let path = PartFolder.partPath(part, in: folderPath)
            let earlier = PartFile.head(of: path, width: runner.grid.values.count)
            let head: PartFile.Head
            if let earlier {
                head = earlier
            } else {
                let prepared = try PreparedPart(
                    part, of: source, runner: runner, labels: labels, cancellation: context.cancellation)
                head = try PartFile.write(prepared, width: runner.grid.values.count, to: path)
            }
            context.progress.report(
                ProgressUpdate(
                    stage: "preparing", completed: done.add(head.rowCount + head.rejectedCount),
                    total: source.spectrumCount, unit: "spectra"))
            return (head, earlier != nil)
        }
    }

    /// Joins the parts into the dataset, one HDU after the other.
    private func join(
        _ heads: [PartFile.Head], _ folder: PartFolder, _ runner: RecipeRunner, resumed: Int, to path: String,
        context: ExecutionContext
    ) throws -> DatasetBuildSummary {
        var tally = RejectionTally()
        tally.kept = 1000
        var widths = FITSDataset.TextWidths()
        var media: Set<SpectralMedium> = []
        for head in heads {
            widths.widen(to: head.widths)
            media.formUnion(head.media)
        }
        let rejected = try RejectedList(path: path + ".rejected.csv")
        for (index, head) in heads.enumerated() where head.rejectedCount > 0 {
            let list = try PartFile(PartFolder.partPath(index, in: folder.path)).rejected()
            tally.add(list)
            try rejected.append(list)
        }
        let rowCount = heads.reduce(0) { $0 + $1.rowCount }
        guard rowCount > 0 else { throw tally.emptyError }
        let plan = FITSDataset.Plan(
            name: name, grid: try runner.grid.stating(media), recipe: runner.recipe, widths: widths,
            hasMask: heads.contains(where: \.hasMask), hasInverseVariance: heads.contains(where: \.hasErrors))
        try FITSDataset.write(
            plan, to: path, pieceCount: heads.count, check: { try context.cancellation.check() }
        ) { index in
            let file = try PartFile(PartFolder.partPath(index, in: folder.path))
            return FITSDataset.Piece(
                rows: { try file.rows() }, flux: { file.flux() }, mask: { file.mask() },
                inverseVariance: { file.inverseVariance() })
        }
        try rejected.finish()
        return tally.summary(rows: rowCount, runner: runner, resumed: resumed)
    }
}

/// The list of what was left out, as CSV; no file if that is nothing.
private final class RejectedList {
    private let path: String
    private var file: WholeFile?

    init(path: String) throws {
        self.path = path
    }

    func append(_ list: [RejectedSpectrum]) throws {
        var text = CSVText()
        if file == nil {
            file = try WholeFile(path: path)
            for name in ["id", "source", "reason"] {
                if name != "id" { text.comma() }
                text.append(name)
            }
            text.endLine()
        }
        for spectrum in list {
            text.append(spectrum.id)
            text.comma()
            text.append(spectrum.source)
            text.comma()
            text.append(spectrum.reason)
            text.endLine()
        }
        try file?.write(text.bytes)
    }

    func finish() throws {
        if let file { try file.commit() } else { unlink(path) }
    }
}
