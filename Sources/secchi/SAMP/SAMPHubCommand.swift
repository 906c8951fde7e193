// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Execution
import Foundation
import HTTPTransport
import Synchronization
import VirtualObservatory

/// `secchi samp hub`
struct SAMPHubCommand: AsyncParsableCommand {
    enum WebConsent: String, ExpressibleByArgument, CaseIterable { case off, ask, allow }

    static let configuration = CommandConfiguration(
        commandName: "hub",
        abstract: "Be the hub through which programs of this machine find each other.",
        discussion: """
            Runs until control-C. TOPCAT and Aladin bring a hub along; this one is for machines without a desktop, and for web \
            pages. SAMP_HUB says where the lock file goes, else it is .samp in the home directory.
            """)

    @Option(
        help:
            "Let web pages in: off, ask (a question on this terminal for each page), or allow (every page: take care).")
    var web = WebConsent.off

    @Option(help: "The port for web pages; they know only the default.")
    var webPort = 21012

    @Flag(help: "Print what happens.")
    var verbose = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...65535).contains(webPort) else { throw ValidationError("a port is a number from 1 to 65535") }
        if web == .ask, isatty(STDIN_FILENO) == 0 {
            throw ValidationError("--web ask needs a terminal to ask on; use --web allow or start the hub on one")
        }
    }

    func run() async throws {
        var options = SAMPHub.Options()
        options.webProfile = web != .off
        options.webPort = webPort
        let asks = web == .ask
        options.consent = { applicant in
            let page = "\"\(applicant.name)\" from \(applicant.origin ?? "an unknown page")"
            guard asks else {
                Output.note("let in: web page \(page)")
                return true
            }
            return await Self.answer(to: "let in the web page \(page), which will see and send messages? [y/N] ")
        }
        if verbose { options.log = { Output.note($0) } }
        let token = common.context().cancellation
        let hub = try await SAMPHub(at: HubLocation(), transport: Transport(.samp), options: options)
        if common.json {
            try Output.json(HubDescription(url: hub.url, lockFile: hub.lockFile, webPort: hub.webPort))
        } else {
            if hub.replacedStaleLock { Output.note("the lock file of a hub that does not answer was replaced") }
            let text = "hub at \(hub.url), lock file \(hub.lockFile)"
            let more = hub.webPort.map { ", web pages at port \($0)" } ?? ""
            FileHandle.standardOutput.write(Data("\(text)\(more); control-C stops it\n".utf8))
        }
        while !token.isCancelled { try await Task.sleep(for: .milliseconds(100)) }
        await hub.stop()
    }

    /// Asks on the terminal; no answer within a minute is a no.
    private static func answer(to question: String) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                FileHandle.standardError.write(Data(question.utf8))
                var watched = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
                let isAnswered = poll(&watched, 1, 60_000) > 0
                let answer = isAnswered ? readLine()?.lowercased() : nil
                if answer == nil { FileHandle.standardError.write(Data("no\n".utf8)) }
                continuation.resume(returning: answer == "y" || answer == "yes")
            }
        }
    }
}

private struct HubDescription: Encodable {
    var url: String
    var lockFile: String
    var webPort: Int?
}
