// SPDX-License-Identifier: Apache-2.0

/// Datasets as FITS files.
enum FITSDataset {
    static func read(_ path: String) throws -> Dataset {
        throw DatasetError.notDataset(file: path, reason: "not yet written")
    }

    static func write(_ dataset: Dataset, to path: String) throws {
        throw DatasetError.system(file: path, reason: "not yet written")
    }
}

enum FITSTableImport {
    static func read(_ path: String, options: DatasetReadOptions) throws -> Dataset {
        throw DatasetError.notDataset(file: path, reason: "not yet written")
    }
}
