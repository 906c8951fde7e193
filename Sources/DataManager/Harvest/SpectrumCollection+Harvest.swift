// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation

/// What a harvest did.
public struct HarvestSummary: Sendable, Hashable, Codable {
    /// As it stands now, with all that earlier runs did.
    public var harvest: Harvest
    /// What this run brought into the collection.
    public var ingest: IngestSummary
    /// Wall time of this run.
    public var seconds: Double
}

extension SpectrumCollection {
    /// Fetches the spectra of a source into the collection, in parallel, and remembers where it is.
    ///
    /// The list goes into a queue in the catalogue first. Then each item is fetched aside, read, and kept like a file of an
    /// ingest: the transaction that adds its catalogue rows also marks it as done, so each is there exactly once, whenever the
    /// process is killed. The same call after a kill, a reboot or a lost network goes on; a broken product goes on at the byte
    /// where it broke. An empty answer (204) and a product that no dialect can read are noted and stop nothing; what failed is
    /// tried again after the others, up to ``HarvestOptions/attempts`` times. A list of links (DataLink) is followed to the
    /// spectrum. What the row of the list says fills what the file does not (``HarvestFacts``).
    ///
    /// Memory does not grow with the number of items. Progress counts items. `context.threads` threads read what came.
    ///
    /// - Throws: ``DataError``; `CancellationError`, after what had come was written down.
    public func harvest(
        _ source: HarvestSource, options: HarvestOptions = HarvestOptions(), through fetcher: any HarvestFetching,
        in context: ExecutionContext
    ) async throws -> HarvestSummary {
        let queue = try HarvestQueue.open(source: source.description, in: self)
        return try await HarvestRun(queue, options: options, fetcher: fetcher, context: context).run(source)
    }
}

extension Home {
    /// Goes on with a stored harvest, whose list is complete, as ``SpectrumCollection/harvest(_:options:through:in:)`` does.
    ///
    /// - Throws: ``DataError``, `CancellationError`
    public func resumeHarvest(
        _ id: Int64, options: HarvestOptions = HarvestOptions(), through fetcher: any HarvestFetching,
        in context: ExecutionContext
    ) async throws -> HarvestSummary {
        let harvest = try harvest(id)
        let queue = HarvestQueue(harvest: id, collection: try collection(named: harvest.collection))
        return try await HarvestRun(queue, options: options, fetcher: fetcher, context: context)
            .run(harvest.state == .listing ? .named(harvest.source) : nil)
    }
}
