// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import HTTPTransport

/// How a harvest fetches.
struct HarvestFlags: ParsableArguments {
    @Option(help: "Requests at once to one host.") var parallel = 3
    @Option(help: "How often an item is tried before it is given up.") var attempts = 3
    @Option(help: "Least seconds between two requests to one host.") var delay = 0.0
    @Flag(help: "Fetch again what the collection has from the same address.") var refresh = false

    func validate() throws {
        guard (1...64).contains(parallel) else { throw ValidationError("--parallel must be 1 to 64") }
        guard (1...100).contains(attempts) else { throw ValidationError("--attempts must be 1 to 100") }
        guard (0...3600).contains(delay) else { throw ValidationError("--delay must be 0 to 3600 seconds") }
    }

    var options: HarvestOptions {
        var options = HarvestOptions()
        // Several hosts may be in one list; each has its own limit.
        options.parallel = max(12, 4 * parallel)
        options.attempts = attempts
        options.refreshing = refresh
        return options
    }

    func transport() throws -> Transport {
        var settings = TransportSettings()
        settings.perHost = parallel
        settings.politeness = .seconds(delay)
        return try .ofUser(settings)
    }
}
