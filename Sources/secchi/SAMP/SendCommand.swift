// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Execution
import Foundation
import HTTPTransport
import Jobs
import VirtualObservatory

/// `secchi send FILE|JOB…`
struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send tables, spectra, images or the candidates of a job to TOPCAT, Aladin, SPLAT-VO and others.",
        discussion: """
            Each program gets what it takes: a spectrum goes to SPLAT-VO as a spectrum, to TOPCAT as a table. Nothing waits for \
            an answer, unless --wait says so.
            """)

    @Argument(help: "VOTable and FITS files, names of jobs, or latest.")
    var sources: [String]

    @Option(help: "Only to the program of this name; by default to all that take it.")
    var to: String?

    @Option(
        name: .customLong("as"), help: "What the files are: table, spectrum or image; by default their content says.")
    var kind: SentKind?

    enum SentKind: String, ExpressibleByArgument, CaseIterable { case table, spectrum, image }

    @Flag(
        help:
            "Lend files by HTTP, for programs that cannot read files of this machine, and stay until they are fetched.")
    var serve = false

    @Option(help: ArgumentHelp("Wait so long for answers and fetches.", valueName: "seconds"))
    var wait: Double?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard wait.map({ $0 >= 0 && $0 < 1e6 }) ?? true else { throw ValidationError("--wait must not be negative") }
    }

    func run() async throws {
        let files = try sources.flatMap(paths).map {
            try OutgoingFile(path: $0, as: kind.flatMap { OutgoingFile.Kind(rawValue: $0.rawValue) })
        }
        var options = SAMPClient.Options()
        options.mtypes = []
        let client = try await SAMPClient(
            at: HubLocation(), as: Desktop.metadata, through: Transport(.samp), options: options)
        let work = Task {
            var outcomes: [SendOutcome] = []
            for file in files { outcomes += try await send(file, through: client) }
            return outcomes
        }
        let token = common.context().cancellation
        let watch = Task {
            while !token.isCancelled { try await Task.sleep(for: .milliseconds(100)) }
            work.cancel()
        }
        let result = await work.result
        watch.cancel()
        await client.stop()
        let outcomes = try result.get()
        if common.json { try Output.json(outcomes) } else { print(outcomes.map(\.text).joined(separator: "\n")) }
        let isRefused = outcomes.allSatisfy { $0.response?.status == .error }
        if wait != nil, isRefused { throw ExitCode.failure }
    }

    private func send(_ file: OutgoingFile, through client: SAMPClient) async throws -> [SendOutcome] {
        let url =
            serve
            ? try await client.lend(fileAt: file.path, contentType: file.mediaType)
            : FileAddress.url(ofPath: file.path)
        var lent = serve ? [url] : []
        var renditionURL: String?
        if let rendition = file.rendition {
            let name = ((file.name as NSString).deletingPathExtension as String) + ".vot"
            let url = try await client.lend(rendition, name: name, contentType: "application/x-votable+xml")
            renditionURL = url
            lent.append(url)
        }
        let parcel = file.parcel(url: url, renditionURL: renditionURL)
        let asked = try await client.ask(parcel, to: to, patience: .seconds(wait ?? 0))
        // What we lend ends with us: wait until each receiver has it.
        let message = { (mtype: String) in parcel.messages.first { $0.mtype == mtype }?.params["url"]?.string }
        let urls = asked.compactMap { message($0.sent.mtype) }.filter(lent.contains)
        let end = ContinuousClock.now + .seconds(wait ?? 30)
        var fetched = 0
        while true {
            fetched = 0
            for url in Set(urls) { fetched += await client.fetches(ofLent: url) }
            if fetched >= urls.count || ContinuousClock.now > end { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        if fetched < urls.count {
            Output.note("\(file.name): fetched \(fetched) times by \(urls.count) programs; it is not lent any more")
        } else if !urls.isEmpty {
            // A program may read the beginning first and all of it next.
            try await Task.sleep(for: .milliseconds(500))
        }
        return asked.map {
            SendOutcome(
                file: file.path, kind: file.kind, id: file.id, sent: $0.sent, response: $0.response,
                fetches: urls.isEmpty ? nil : fetched)
        }
    }

    /// A file is itself; a job stands for its candidates, or all its tables if it has none.
    private func paths(_ source: String) throws -> [String] {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: source, isDirectory: &isFolder), !isFolder.boolValue {
            return [source]
        }
        let folder = try JobRunner(home: common.openHome()).reportedFolder(named: source)
        let tables = folder.results().filter { $0.hasSuffix(".vot") }
        guard !tables.isEmpty else { throw SAMPError.noFile(path: folder.resultsPath, reason: "the job has no tables") }
        let chosen = tables.contains("candidates.vot") ? ["candidates.vot"] : tables
        return chosen.map { folder.resultsPath + "/" + $0 }
    }
}

private struct SendOutcome: Encodable {
    var file: String
    var kind: OutgoingFile.Kind
    var id: String
    var sent: SAMPSent
    var response: SAMPResponse?
    /// By all programs together, of what was lent.
    var fetches: Int?

    var text: String {
        let name = (file as NSString).lastPathComponent
        let line = "\(name) (\(kind.rawValue)) sent to \(sent.name) (\(sent.client)) as \(sent.mtype)"
        guard let response else { return line }
        let said = response.errorText.map { ": \($0)" } ?? ""
        switch response.status {
        case .ok: return line + ", accepted"
        case .warning: return line + ", accepted with a warning" + said
        case .error: return line + ", refused" + said
        }
    }
}
