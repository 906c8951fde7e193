// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Execution
import Foundation
import HTTPTransport
import VirtualObservatory

/// `secchi search ssa SERVICE… --position RA,DEC --size DEGREES --band LO/HI …`
struct SearchSSA: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssa",
        abstract: "Find spectra in archives by the Simple Spectral Access protocol.",
        discussion: """
            Each spectrum is listed once, in the best form that its archive offers; --all-forms lists every row. Where an archive sends \
            only part of what it has, the query is split until all is there. Of several archives each has its own outcome: one that is away \
            takes nothing from the others.

            Example: spectra around γ Cas that show Hα, as a table for TOPCAT
              secchi search ssa http://voarchive.asu.cas.cz/ccd700/q/ssa/ssap.xml --name "gamma Cas" --band 6520/6610 --output found.vot
            """)

    @Argument(help: "Addresses of SSA services.") var services: [String]
    @OptionGroup(title: "Place") var place: PlaceOptions
    @Option(help: "Diameter of the circle in degrees.") var size = 0.1
    @OptionGroup(title: "Band") var band: BandOptions
    @Option(help: "Dates of observation: FROM/TO, FROM/, /TO, or one date; ISO 8601.") var time: String?
    @Option(help: "Name of the target as the archive writes it.") var target: String?
    @Option(help: "Class of the target: star, galaxy, …") var targetClass: String?
    @Option(help: "Redshifts: LO/HI, LO/, /HI.") var redshift: String?
    @Option(help: "Least signal-to-noise ratio.") var minSnr: Double?
    @Option(help: "Least resolving power.") var minResolution: Double?
    @Option(help: "Calibration of the fluxes: any, absolute, relative, normalized.") var fluxCalibration: String?
    @Option(help: "Name of the archive's collection.") var dataCollection: String?
    @Option(help: "The dataset of this identifier.") var publisherDid: String?
    @Option(help: "Form of the spectra: all, compliant, votable, fits, or a MIME type.") var format: String?
    @Option(help: "The most rows to ask each archive for; without it, all that there are.") var maxrec: Int?
    @Option(help: "Another parameter of the service: NAME=VALUE. Repeatable.") var parameter: [String] = []
    @Flag(help: "Say what the services take and give, instead of a search.") var metadata = false
    @Flag(help: "List every row, also other forms of the same spectrum.") var allForms = false
    @Flag(help: "Fetch what was found into the collection that --collection names.") var ingest = false
    @Option(help: "With --ingest: the collection, made if it is not there.") var collection: String?
    @Flag(help: "With --ingest: let the archive cut the spectra to --band.") var cut = false
    @Option(
        help: "With --ingest: a parameter of the archive's cut-out service, NAME=VALUE: FLUXCALIB=RELATIVE. Repeatable."
    )
    var soda: [String] = []
    @OptionGroup(title: "Harvest") var flags: HarvestFlags
    @Option(help: "Data directory (else SECCHI_HOME, else the XDG data home).") var home: String?
    @OptionGroup(title: "Output") var table: TableOptions

    func validate() throws {
        if ingest != (collection != nil) { throw ValidationError("--ingest and --collection NAME go together") }
        if !ingest, cut || !soda.isEmpty { throw ValidationError("--cut and --soda go with --ingest") }
        if cut, band.interval == nil { throw ValidationError("--cut needs --band") }
    }

    func run() async throws {
        let transport = try Transport.ofUser()
        if metadata { return try await printForms(transport) }
        let query = try await query(transport)
        let survey = await SSASurvey.search(query, services: services, transport)
        note(survey, query)
        if let collection { return try await harvest(survey, query, into: collection) }
        let records = allForms ? survey.records : SSASpectrum.grouped(survey.records).map(\.best)
        let failures = survey.outcomes.compactMap { outcome in
            if case .failure(let error) = outcome.result { error } else { nil }
        }
        if records.isEmpty, let first = failures.first, failures.count == survey.outcomes.count { throw first }
        try table.write(
            SSARecordTable.table(records),
            columns: ["target", "ra", "dec", "mjd", "wave_min", "wave_max", "mime", "accref"])
        if !failures.isEmpty { throw ExitCode.failure }
    }

    /// Each archive's answer is a harvest of its own, which goes on where it was when the same query is asked again.
    private func harvest(_ survey: SSASurvey, _ query: SSAQuery, into name: String) async throws {
        let collection = try Home(path: Home.location(option: home)).collection(named: name, create: true)
        let token = CancellationToken()
        Interruption.cancel(token)
        let context = ExecutionContext(progress: ProgressLine.reporter(), cancellation: token)
        let wanted = try soda.map { try Self.field($0) }
        let choice = cut || !soda.isEmpty ? SODAChoice(interval: cut ? band.interval : nil, values: wanted) : nil
        let transport = try flags.transport()
        var summaries: [HarvestSummary] = []
        var failure: ServiceError?
        for outcome in survey.outcomes {
            do {
                let result = try outcome.result.get()
                let question = ServiceURL(outcome.service).appending(
                    try query.fields() + wanted + (cut ? [.init("SECCHI-CUT", band.band ?? "")] : []))
                var notes = result.isComplete ? [] : ["the archive has more than it gave: ask for less at a time"]
                var seeds = HarvestSeed.seeds(of: result)
                if let choice {
                    let plan = try await HarvestSeed.seeds(of: result, cut: choice, transport)
                    seeds = plan.seeds
                    if plan.left > 0 { notes.append("\(plan.left) spectra cannot be cut by the archive") }
                }
                let source = HarvestSource.seeds(
                    seeds, description: question, service: outcome.service,
                    note: notes.isEmpty ? nil : notes.joined(separator: "; "))
                summaries.append(
                    try await collection.harvest(source, options: flags.options, through: transport, in: context))
            } catch let error as ServiceError {
                failure = failure ?? error
                Output.note("error: \(error)")
            }
        }
        if table.json { try Output.json(summaries) } else { summaries.forEach { print(HarvestText.outcome($0)) } }
        if failure != nil { throw ExitCode.failure }
    }

    private func query(_ transport: Transport) async throws -> SSAQuery {
        var query = SSAQuery()
        query.position = try await place.point(transport)
        if query.position != nil { query.size = size }
        query.band = band.interval?.vacuum
        query.time = try time.map { text throws(ServiceError) in try TimeRange(text) }
        query.targetName = target
        query.targetClass = targetClass
        query.redshift = try redshift.map { try range($0, "--redshift") }
        query.signalToNoise = minSnr
        query.resolvingPower = minResolution
        query.fluxCalibration = fluxCalibration
        query.collection = dataCollection
        query.publisherDID = publisherDid
        query.format = format
        query.maximumRecords = maxrec
        query.others = try parameter.map { try Self.field($0) }
        _ = try query.fields()
        return query
    }

    private func range(_ text: String, _ name: String) throws -> NumberRange {
        guard let range = NumberRange(text) else { throw ValidationError("\(name) takes LO/HI, LO/ or /HI") }
        return range
    }

    static func field(_ text: String) throws -> TransportRequest.Field {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ValidationError("\"\(text)\" is not NAME=VALUE") }
        return .init(parts[0], parts[1])
    }

    private func note(_ survey: SSASurvey, _ query: SSAQuery) {
        for outcome in survey.outcomes {
            switch outcome.result {
            case .failure(let error): Output.note("error: \(error)")
            case .success(let result):
                let count = result.spectra.count
                var words = ["\(count) \(count == 1 ? "spectrum" : "spectra") in \(result.records.count) rows"]
                if result.droppedByDistance > 0 {
                    words.append("\(result.droppedByDistance) rows outside the circle dropped")
                }
                if result.requests > 1 { words.append("\(result.requests) requests") }
                if !result.isComplete {
                    words.append(
                        query.maximumRecords == nil ? "there are more: ask for less at once" : "there are more")
                }
                Output.note("\(outcome.service): \(words.joined(separator: ", "))")
            }
        }
    }

    private func printForms(_ transport: Transport) async throws {
        var forms: [ServiceForm] = []
        for service in services {
            forms.append(ServiceForm(service: service, form: try await SSAClient(service, transport).form()))
        }
        if table.json { return try Output.json(forms) }
        print(forms.map(\.text).joined(separator: "\n\n"))
    }
}
