// SPDX-License-Identifier: Apache-2.0

public import Execution

extension Dataset {
    /// Reads a dataset in any ``DatasetFormat``, known by its content.
    ///
    /// Values that are not numbers become masked pixels. What had to be assumed is in ``notes``.
    ///
    /// - Throws: ``DatasetError``, which names the file, the line or HDU, and what to do.
    public static func read(
        from path: String, options: DatasetReadOptions = DatasetReadOptions(),
        context: ExecutionContext = ExecutionContext()
    ) throws -> Dataset {
        let format = try options.format ?? DatasetFormat.sniff(path)
        switch format {
        case .fits: return try FITSDataset.read(path)
        case .fitsTable: return try FITSTableImport.read(path, options: options)
        case .csv: return try CSVDataset.read(path, options: options, context: context)
        case .voCloud: return try VOCloudDataset.read(path, options: options, context: context)
        }
    }

    /// Writes the dataset; the file appears whole or not at all.
    ///
    /// CSV keeps flux, ids and labels only; the VO-CLOUD form writes `meta.xml` into the same folder.
    ///
    /// - Throws: ``DatasetError``; for ``DatasetFormat/fitsTable``, which is read only, too.
    public func write(
        to path: String, format: DatasetFormat = .fits, context: ExecutionContext = ExecutionContext()
    ) throws {
        switch format {
        case .fits: try FITSDataset.write(self, to: path)
        case .csv: try CSVDataset.write(self, to: path, context: context)
        case .voCloud: try VOCloudDataset.write(self, to: path, context: context)
        case .fitsTable:
            throw DatasetError.system(file: path, reason: "plain FITS tables are only read; write FITS instead")
        }
    }
}
