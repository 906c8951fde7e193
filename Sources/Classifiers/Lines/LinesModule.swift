// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Parameters
import Spectra
import VOTable

/// Measures spectral lines: widths, heights, velocities, peaks, with errors, in every spectrum of a dataset.
///
/// It learns nothing: the result is the table, one row per spectrum and one column per line and measure.
public struct LinesModule: ClassifierModule {
    public var name: String { "lines" }
    public var summary: String { "line measures: equivalent width, width, V/R, velocity and more, with errors" }
    public var purpose: ModulePurpose { .measure }

    public init() {}

    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try parameters.validate()
        try dataset.check()
        let written = try parameters.features()
        let axis = try LineAxis(dataset.grid.axis, settings: parameters.settings)
        let list = try parameters.list(for: axis, grid: dataset.grid.summary)
        // The report needs some that the user may not want in the table.
        let features = written + LineReport.needs.filter { !written.contains($0) }
        let table = try dataset.measure(
            list, features: features, atRedshift: parameters.frame != "observed", settings: parameters.settings,
            context: context)
        var report = Report(module: self, dataset: dataset, parameters: try parameters.json())
        let lines = LineReport(
            dataset: dataset, table: table, settings: parameters.settings, seed: UInt64(parameters.seed),
            atRedshift: parameters.frame != "observed")
        report.highlights = lines.highlights
        report.sections = lines.sections
        report.warnings = lines.warnings
        report.facts.append(.init(name: "Lines", value: list.lines.map(\.label).joined(separator: ", ")))
        return ClassifierRun(
            candidates: LineColumnsTable.make(
                table, features: written, dataset: dataset, infos: report.infos),
            tables: [lines.summary], plots: report.plots, report: report)
    }
}

/// The measures of lines as a table of results.
enum LineColumnsTable {
    static func make(
        _ table: LineTable, features: [LineFeature], dataset: Dataset, infos: [VOTableDocument.Info]
    ) -> ResultTable {
        let places = features.compactMap { table.features.firstIndex(of: $0) }
        let names = table.columnNames
        var fields: [VOTableField] = []
        for (number, line) in table.list.lines.enumerated() {
            for place in places {
                let feature = table.features[place]
                fields.append(
                    SpectrumColumns.number(
                        names[number * table.features.count + place], feature.ucd, "\(line.label): \(feature.meaning)",
                        unit: feature.unit))
            }
            fields.append(
                SpectrumColumns.text(
                    "\(LineTable.plain(line.name))_flags", "meta.code.qual", "\(line.label): what stood in the way"))
        }
        return SpectrumColumns.table(
            named: "lines", description: "Lines measured in each spectrum", of: dataset.rows, fields: fields,
            infos: infos + lineInfos(table)
        ) { row in
            var values: [VOTableValue] = []
            values.reserveCapacity(fields.count)
            for line in table.list.lines.indices {
                let start = row * table.columnCount + line * table.features.count
                for place in places { values.append(SpectrumColumns.value(Double(table.values[start + place]))) }
                values.append(.text(table.flags(row, line).words))
            }
            return values
        }
    }

    /// Where each line was looked for.
    private static func lineInfos(_ table: LineTable) -> [VOTableDocument.Info] {
        table.list.lines.map { line in
            .init(
                name: "line_\(line.name)",
                value: "\(line.wavelength.brief) Angstrom in vacuum, window ±\(line.halfWidth.brief) Angstrom")
        }
    }
}
