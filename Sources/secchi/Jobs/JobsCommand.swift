// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `secchi jobs`
struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "List the jobs that were run; go on with one that was broken off.",
        subcommands: [JobsList.self, JobsResume.self], defaultSubcommand: JobsList.self)
}
