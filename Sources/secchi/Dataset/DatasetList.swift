// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Foundation

/// `secchi dataset list`
struct DatasetList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the datasets of the data directory by name.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = Home.location(option: common.home) + "/datasets"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let listed = names.filter { $0.hasSuffix(".fits") }.sorted().map { ListedDataset($0, in: folder) }
        if common.json { return try Output.json(listed) }
        let dates = ISO8601DateFormatter()
        print(
            Output.table(
                listed.map {
                    [$0.name, String(format: "%9.1f MB", Double($0.bytes) / 1e6), dates.string(from: $0.date), $0.path]
                }))
    }
}

private struct ListedDataset: Encodable {
    var name: String
    var bytes: Int
    var date: Date
    var path: String

    init(_ file: String, in folder: String) {
        name = String(file.dropLast(".fits".count))
        path = folder + "/" + file
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        bytes = facts?[.size] as? Int ?? 0
        date = facts?[.modificationDate] as? Date ?? .distantPast
    }
}
