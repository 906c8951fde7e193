// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import VirtualObservatory

/// `secchi search about SERVICE`
struct SearchAbout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "about", abstract: "Say whether a service is up, and what it can do (VOSI).")

    @Argument(help: "Address of a service.") var service: String
    @Flag(help: "Machine-readable output on standard output.") var json = false

    func run() async throws {
        let client = try VOSIClient(service, Transport.ofUser())
        let capabilities = try await client.capabilities()
        let availability = try? await client.availability()
        if json {
            return try Output.json(
                About(
                    available: availability?.isAvailable, notes: availability?.notes ?? [],
                    capabilities: capabilities.map {
                        .init(standard: $0.standardID, addresses: $0.interfaces.flatMap(\.accessURLs))
                    }))
        }
        if let availability {
            let since = availability.upSince.map { " since \($0)" } ?? ""
            print(
                (availability.isAvailable ? "up\(since)" : "not available")
                    + availability.notes.map { "; " + $0 }.joined())
        }
        let rows = capabilities.flatMap { capability in
            capability.interfaces.map { interface in
                let login = interface.securityMethods.isEmpty ? "-" : interface.securityMethods.joined(separator: " ")
                let id = capability.standardID
                return [id.isEmpty ? "(no standard)" : id, login, interface.accessURLs.first ?? "-"]
            }
        }
        print(Output.table([["standard", "login", "address"]] + rows))
    }
}

private struct About: Encodable {
    struct Capability: Encodable {
        var standard: String
        var addresses: [String]
    }

    var available: Bool?
    var notes: [String]
    var capabilities: [Capability]
}
