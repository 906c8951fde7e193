// SPDX-License-Identifier: Apache-2.0

extension DatasetFormat {
    /// The format of a file, by its content.
    ///
    /// - Throws: ``DatasetError/notDataset(file:reason:)``.
    public static func sniff(_ path: String) throws -> DatasetFormat {
        throw DatasetError.notDataset(file: path, reason: "not yet written")
    }
}
