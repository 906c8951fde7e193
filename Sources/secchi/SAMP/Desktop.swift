// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Execution
import HTTPTransport
import VirtualObservatory

/// How the program shows itself to the others of the desktop.
enum Desktop {
    static let metadata = SAMPMetadata(
        name: "Secchi", description: "Finds the rare spectra in large archives",
        more: ["author.affiliation": "Secchi", "secchi.version": ProgramVersion.current])

    /// Registers, does something, and unregisters whatever comes of it.
    static func connected<Result>(_ body: (HubConnection) async throws -> Result) async throws -> Result {
        let hub = try await HubConnection.register(
            at: HubLocation(), as: metadata, through: Transport(.samp))
        do {
            let result = try await body(hub)
            await hub.unregister()
            return result
        } catch {
            await hub.unregister()
            throw error
        }
    }

    /// Sends one thing and prints who got it.
    static func send(_ parcel: SAMPParcel, to name: String?, json: Bool) async throws {
        let sent = try await connected { try await $0.send(parcel, to: name) }
        if json { return try Output.json(sent) }
        print(text(of: sent))
    }

    static func text(of sent: [SAMPSent]) -> String {
        sent.map { "sent to \($0.name) (\($0.client)) as \($0.mtype)" }.joined(separator: "\n")
    }
}

/// The flags of everything that is sent.
struct ReceiverOptions: ParsableArguments {
    @Option(help: "Only to the program of this name; by default to all that take it.")
    var to: String?

    @Flag(help: "Machine-readable output on standard output.")
    var json = false
}
