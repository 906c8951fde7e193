// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Spectra

extension SpectralGrid {
    /// The grid as the axis of a spectrum.
    package var axis: SpectralAxis {
        SpectralAxis(
            values: values, unit: unit, medium: medium, spacing: kind == .logarithmic ? .logarithmic : .irregular)
    }
}

extension Dataset {
    /// Rows of one part of the work.
    private static let partSize = 256

    /// Measures lines in every row.
    ///
    /// Masked pixels are missing, as are those with an inverse variance that is not positive. The grid's medium decides
    /// where lines lie. A pure map over rows: equal bits for any number of threads, and for any cut into row ranges.
    ///
    /// - Parameters:
    ///   - features: what to keep of each line.
    ///   - atRedshift: whether lines are looked for at the redshift of each row (velocities are then about it); a row
    ///     without one is not measured.
    /// - Throws: `SpectrumError.unknownMedium` or `.notSpectralUnit`; ``DatasetError/zeroMoved(dataset:step:)`` if the
    ///   recipe took the zero of the flux away; ``DatasetError/notDataset(file:reason:)`` if arrays do not fit;
    ///   `CancellationError`.
    public func measure(
        _ list: LineList, features: [LineFeature] = LineFeature.allCases, atRedshift: Bool = false,
        settings: LineSettings = LineSettings(), context: ExecutionContext
    ) throws -> LineTable {
        let size = rowCount * pixelCount
        guard flux.count == size, (mask?.count ?? size) == size, (inverseVariance?.count ?? size) == size else {
            throw DatasetError.notDataset(file: name, reason: "its flux, mask and errors are not of one size")
        }
        try checkZero()
        let axis = try LineAxis(grid.axis, settings: settings)
        let geometries = atRedshift ? [] : list.lines.map { axis.geometry(of: $0) }
        let ranges = ExecutionContext.ranges(of: rowCount, size: Self.partSize)
        let done = CompletedCount()
        let parts = try context.mapParts(ranges.count) { part in
            var values: [Float] = []
            var flags: [LineFlags] = []
            values.reserveCapacity(ranges[part].count * list.lines.count * features.count)
            var meter = LineMeter(settings)
            for row in ranges[part] {
                let lines = atRedshift ? self.geometries(of: list, row, axis) : geometries
                let measured = self.measure(row, lines, isReversed: axis.order != nil, with: &meter)
                for line in list.lines.indices {
                    let measurement = line < measured.count ? measured[line] : .missing
                    flags.append(measurement.flags)
                    for feature in features { values.append(Float(feature.value(of: measurement))) }
                }
            }
            context.progress.report(
                ProgressUpdate(
                    stage: "measuring lines", completed: done.add(ranges[part].count), total: rowCount, unit: "spectra")
            )
            return (values, flags)
        }
        var table = LineTable(list: list, features: features, rowCount: rowCount, values: [], flags: [])
        table.values.reserveCapacity(rowCount * table.columnCount)
        for (values, flags) in parts {
            table.values += values
            table.flags += flags
        }
        return table
    }

    /// A line is measured against the continuum, which means nothing where 0 is not the absence of light.
    private func checkZero() throws(DatasetError) {
        for step in recipe?.steps ?? [] {
            if let scale = step as? ScaleStep, ["standard", "minmax"].contains(scale.method) {
                throw .zeroMoved(dataset: name, step: "scale (\(scale.method))")
            }
            if let continuum = step as? ContinuumStep, continuum.operation == "subtract" {
                throw .zeroMoved(dataset: name, step: "continuum (subtract)")
            }
        }
    }

    private func geometries(of list: LineList, _ row: Int, _ axis: LineAxis) -> [LineGeometry] {
        guard let redshift = rows[row].redshift, redshift > -1, redshift < 1000 else { return [] }
        return list.lines.map { axis.geometry(of: $0, redshift: redshift) }
    }

    private func measure(
        _ row: Int, _ lines: [LineGeometry], isReversed: Bool, with meter: inout LineMeter
    ) -> [LineMeasurement] {
        let range = row * pixelCount..<(row + 1) * pixelCount
        return flux.withUnsafeBufferPointer { flux in
            (inverseVariance ?? []).withUnsafeBufferPointer { weights in
                (mask ?? []).withUnsafeBufferPointer { mask in
                    let hasErrors = !weights.isEmpty && weights[range].contains { $0 > 0 && $0.isFinite }
                    let pixels = LinePixels(
                        flux: UnsafeBufferPointer(rebasing: flux[range]),
                        noise: hasErrors ? .inverseVariance(UnsafeBufferPointer(rebasing: weights[range])) : .none,
                        mask: mask.isEmpty ? nil : UnsafeBufferPointer(rebasing: mask[range]), isReversed: isReversed)
                    return lines.map { meter.measure(pixels, $0) }
                }
            }
        }
    }
}
