// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
public import VirtualObservatory

extension HarvestSeed {
    /// The items of an SSA answer: each spectrum once, in its best form, with all that its row says.
    public static func seeds(of result: SSAResult) -> [HarvestSeed] {
        result.spectra.map(\.best).compactMap { record in
            record.accessURL.map { HarvestSeed(url: $0, facts: HarvestFacts(record)) }
        }
    }

    /// The items of an SSA answer as the archive's own service cuts and converts them (SODA 1.0).
    ///
    /// - Returns: the items, and how many spectra cannot be had so.
    /// - Throws: `ServiceError` if none can.
    public static func seeds(
        of result: SSAResult, cut choice: SODAChoice, _ transport: any ServiceExchange
    ) async throws(ServiceError) -> (seeds: [HarvestSeed], left: Int) {
        let records = result.spectra.map(\.best)
        let steps = try await SODAPlan.steps(records, result.descriptors, choice, transport)
        let seeds = steps.compactMap { step in
            (try? step.url.get()).map { HarvestSeed(url: $0, facts: HarvestFacts(step.record)) }
        }
        return (seeds, steps.count - seeds.count)
    }
}

extension HarvestFacts {
    /// What a row of an SSA or ObsTAP answer says.
    public init(_ record: SSARecord) {
        self.init()
        object = record.targetName
        ra = record.position?.rightAscension
        dec = record.position?.declination
        redshift = record.redshift
        mjd = record.time
        instrument = record.instrument
        snr = record.signalToNoise
        label = record.targetClass
        columns = record.columns.filter { $0.value.utf8.count <= 500 }
        columns["HARVEST_DID"] = record.publisherDID
    }
}
