// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import VirtualObservatory

/// `secchi search name NAME…`
struct SearchName: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "name", abstract: "Say where objects are, by their names (Sesame: SIMBAD, NED, VizieR).")

    @Argument(help: "Names of objects.") var names: [String]
    @Option(help: "Address of the name resolver.") var resolver = Sesame.publicService
    @Flag(help: "Machine-readable output on standard output.") var json = false

    func run() async throws {
        let sesame = try Sesame(resolver, Transport.ofUser())
        var found: [Sesame.Object] = []
        var failed = false
        for name in names {
            do {
                found.append(try await sesame.object(name))
            } catch {
                failed = true
                Output.note("error: \(error)")
            }
        }
        if json {
            try Output.json(found)
        } else if !found.isEmpty {
            print(
                Output.table(
                    [["name", "ra", "dec", "type", "called", "by"]]
                        + found.map { object in
                            [
                                object.name, "\(object.position.rightAscension)", "\(object.position.declination)",
                                object.type ?? "-", object.mainName ?? "-", object.resolver,
                            ]
                        }))
        }
        if failed { throw ExitCode.failure }
    }
}
