// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Execution
import Foundation

/// The command-line program: one subcommand per step of the way from archive files to a classified catalogue.
@main
struct Secchi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secchi",
        abstract: "Find the rare spectra in large archives.",
        discussion: """
            From archive files to a classified catalogue:
              secchi ingest FOLDER --collection stars
              secchi dataset build --collection stars --output stars.fits
              secchi train --dataset stars.fits
              secchi classify NEW-FILES… --model MODEL
            """,
        version: ProgramVersion.current,
        subcommands: [
            InspectCommand.self, SimulateCommand.self, IngestCommand.self, HarvestCommand.self, SearchCommand.self,
            CollectionCommand.self, DatasetCommand.self,
            TrainCommand.self, ClassifyCommand.self, CompareCommand.self, SimilarCommand.self, OutliersCommand.self,
            MapCommand.self,
            ClusterCommand.self,
            PropagateCommand.self, MeasureCommand.self, RunCommand.self, VOCloudCommand.self, JobsCommand.self,
            ReportCommand.self,
            SendCommand.self, SAMPCommand.self, DemoArchiveCommand.self, ManualCommand.self,
        ])

    /// Exit status 0 on success, 1 on failure, 2 on wrong usage; errors go to standard error.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let status = exitCode(for: error)
            if status == .validationFailure {
                FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
                Foundation.exit(2)
            }
            let isOurs = !(error is ExitCode) && status != .success && !(error is CleanExit)
            if isOurs {
                FileHandle.standardError.write(Data("error: \(Self.text(of: error))\n".utf8))
                Foundation.exit(1)
            }
            exit(withError: error)
        }
    }

    private static func text(of error: any Error) -> String {
        if error is CancellationError {
            return "cancelled; what ingest, harvest and dataset build had finished is kept, the same command goes on "
                + "from there; secchi jobs resume latest goes on with a training or another job"
        }
        let message = fullMessage(for: error)
        return message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message
    }
}
