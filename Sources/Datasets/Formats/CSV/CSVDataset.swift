// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra

/// Datasets as CSV with a header: `id`, the wavelengths, `class`. Other labelled tables are read too.
enum CSVDataset {
    static func read(_ path: String, options: DatasetReadOptions, context: ExecutionContext) throws -> Dataset {
        let layout = try CSVLayout(path, options: options)
        let body = try CSVBody.read(path, layout: layout, context: context)
        guard !body.rows.isEmpty else {
            throw DatasetError.notDataset(file: path, reason: "it has a header and no rows")
        }
        let (grid, notes) = try GridAssumption.grid(
            layout.wavelengths, count: layout.flux.count, unit: options.unit, medium: options.medium, file: path)
        var dataset = Dataset(name: LabelList.stem(of: path), grid: grid, rows: body.rows, flux: body.flux)
        dataset.notes = notes
        dataset.maskWhatIsNotFinite()
        return dataset
    }

    static func write(_ dataset: Dataset, to path: String, context: ExecutionContext) throws {
        var header = CSVText()
        header.append("id")
        for value in dataset.grid.values {
            header.comma()
            header.append(value)
        }
        header.comma()
        header.append("class")
        header.endLine()
        try write(dataset, header: header.bytes, to: path, leavesOutMasked: true, context: context) { $0.label ?? "" }
    }

    /// Writes the rows after a header; `lastField` gives what stands after the fluxes, or `nil` for nothing.
    ///
    /// - Parameter leavesOutMasked: whether the field of a masked pixel is empty, or has what the recipe filled in.
    static func write(
        _ dataset: Dataset, header: [UInt8], to path: String, leavesOutMasked: Bool, context: ExecutionContext,
        lastField: @Sendable (DatasetRow) -> String?
    ) throws {
        let file = try WholeFile(path: path)
        try file.write(header)
        let width = dataset.pixelCount
        let mask = leavesOutMasked ? dataset.mask : nil
        let parts = ExecutionContext.ranges(of: dataset.rowCount, size: 64)
        // A window of parts at a time bounds the text held in memory.
        for window in ExecutionContext.ranges(of: parts.count, size: 32) {
            let texts = try context.mapParts(window.count) { index in
                var text = CSVText()
                text.reserve(parts[window.lowerBound + index].count * width * 12)
                for row in parts[window.lowerBound + index] {
                    text.append(dataset.rows[row].id)
                    for pixel in row * width..<(row + 1) * width {
                        text.comma()
                        if mask?[pixel] != true { text.append(dataset.flux[pixel]) }
                    }
                    if let last = lastField(dataset.rows[row]) {
                        text.comma()
                        text.append(last)
                    }
                    text.endLine()
                }
                return text.bytes
            }
            for text in texts { try file.write(text) }
            context.progress.report(
                ProgressUpdate(
                    stage: "writing", completed: min(dataset.rowCount, window.upperBound * 64), total: dataset.rowCount,
                    unit: "spectra"))
        }
        try file.commit()
    }
}
