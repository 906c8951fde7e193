// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DemoArchive
import Execution
import Foundation

/// `secchi demo-archive FOLDER`
struct DemoArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-archive",
        abstract: "Play an archive over a simulated survey: SSA, DataLink and SODA on this machine.",
        discussion: "Prints its address when it is ready, and serves until it is interrupted.")

    @Argument(help: "A folder that secchi simulate wrote.")
    var folder: String

    @Option(help: "Port on 127.0.0.1; 0 for any.")
    var port = 0

    @Flag(help: "Machine-readable output on standard output.")
    var json = false

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be 0 to 65535") }
    }

    func run() async throws {
        let archive = try await DemoArchiveServer(folder: folder, port: port)
        if json {
            try Output.json(Ready(ssaUrl: archive.ssaURL, spectra: archive.spectrumCount))
        } else {
            FileHandle.standardOutput.write(
                Data("\(archive.spectrumCount) spectra of \(folder) at \(archive.ssaURL)\n".utf8))
        }
        let token = CancellationToken()
        Interruption.cancel(token)
        while !token.isCancelled { try await Task.sleep(for: .milliseconds(100)) }
        await archive.stop()
    }

    private struct Ready: Encodable {
        var ssaUrl: String
        var spectra: Int
    }
}
