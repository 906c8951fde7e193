// SPDX-License-Identifier: Apache-2.0

import Execution

/// Datasets as CSV with a header.
enum CSVDataset {
    static func read(_ path: String, options: DatasetReadOptions, context: ExecutionContext) throws -> Dataset {
        throw DatasetError.notDataset(file: path, reason: "not yet written")
    }

    static func write(_ dataset: Dataset, to path: String, context: ExecutionContext) throws {
        throw DatasetError.system(file: path, reason: "not yet written")
    }
}

enum VOCloudDataset {
    static func read(_ path: String, options: DatasetReadOptions, context: ExecutionContext) throws -> Dataset {
        throw DatasetError.notDataset(file: path, reason: "not yet written")
    }

    static func write(_ dataset: Dataset, to path: String, context: ExecutionContext) throws {
        throw DatasetError.system(file: path, reason: "not yet written")
    }
}
