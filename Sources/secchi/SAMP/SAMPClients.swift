// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import VirtualObservatory

/// `secchi samp clients`
struct SAMPClients: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clients", abstract: "List the programs that are registered, and what they take.")

    @Flag(help: "Machine-readable output on standard output.")
    var json = false

    func run() async throws {
        let peers = try await Desktop.connected { try await $0.peers() }
        if json { return try Output.json(peers) }
        let rows = peers.map { peer in
            let mtypes = peer.subscriptions.patterns.keys.filter { !$0.hasPrefix("samp.") }.sorted()
            return [peer.id, peer.name, mtypes.joined(separator: " ")]
        }
        print(Output.table([["client", "name", "takes"]] + rows))
    }
}
