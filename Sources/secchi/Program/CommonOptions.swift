// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Execution

/// What every subcommand takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "Data directory (else SECCHI_HOME, else the XDG data home).")
    var home: String?

    @Flag(help: "Machine-readable output on standard output.")
    var json = false

    @Option(help: "Threads to use; never changes a result.")
    var threads: Int = ExecutionContext.availableCores

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads must be at least 1") }
    }

    func openHome() throws -> Home {
        try Home(path: Home.location(option: home))
    }

    /// A dataset file: a path, or a name in the data directory.
    func datasetPath(_ name: String) -> String {
        Home.file(named: name, in: "datasets", of: Home.location(option: home)) ?? name
    }

    /// A context that shows progress on a terminal and is cancelled by control-C.
    func context() -> ExecutionContext {
        let token = CancellationToken()
        Interruption.cancel(token)
        return ExecutionContext(threads: threads, progress: ProgressLine.reporter(), cancellation: token)
    }
}
