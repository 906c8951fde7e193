// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `secchi dataset build|import|export|show|list`
struct DatasetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dataset",
        abstract: "Make a dataset from a collection with a recipe; read and write other forms.",
        subcommands: [
            DatasetBuild.self, DatasetImport.self, DatasetExport.self, DatasetShow.self, DatasetList.self,
        ])
}
