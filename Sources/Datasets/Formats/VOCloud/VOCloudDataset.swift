// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra

/// Datasets as VO-CLOUD's workers exchange them: `id,flux…[,class]` without a header, beside a `meta.xml` with the
/// wavelengths.
///
/// Classes are integers there, −1 for unlabelled. Labels that are no integers are numbered in alphabetical order, and
/// what the numbers stand for is kept in INFO elements of `meta.xml`, which VO-CLOUD passes over.
enum VOCloudDataset {
    static func read(_ path: String, options: DatasetReadOptions, context: ExecutionContext) throws -> Dataset {
        let csv = try csvPath(path)
        let meta = try metaPath(beside: csv).map { try MetaXML(contentsOf: $0) }
        var reader = try DelimitedTextReader(contentsOf: csv)
        guard try reader.nextRecord() else { throw DatasetError.notDataset(file: csv, reason: "it is empty") }
        let fields = reader.texts()
        let layout = try layout(fields, reader.format, meta, csv)
        let body = try CSVBody.read(csv, layout: layout, context: context)
        let (grid, notes) = try GridAssumption.grid(
            meta?.wavelengths, count: layout.flux.count, unit: options.unit ?? meta?.unit, medium: options.medium,
            file: csv)
        var dataset = Dataset(name: LabelList.stem(of: csv), grid: grid, rows: body.rows, flux: body.flux)
        dataset.notes = notes
        if meta == nil { dataset.notes.append("There is no meta.xml beside \(csv).") }
        dataset.nameClasses(meta?.classNames ?? [:])
        dataset.maskWhatIsNotFinite()
        return dataset
    }

    /// Writes the CSV, and `meta.xml` into the same folder; masked pixels hold what the recipe filled in, as VO-CLOUD
    /// knows no mask.
    static func write(_ dataset: Dataset, to path: String, context: ExecutionContext) throws {
        let classes = ClassNumbers(dataset.rows)
        let folder = (path as NSString).deletingLastPathComponent
        let meta = MetaXML(
            wavelengths: dataset.grid.values, unit: dataset.grid.unit, classNames: classes.namesWorthKeeping)
        try WholeFile.write(Data(meta.text.utf8), to: folder.isEmpty ? "meta.xml" : folder + "/meta.xml")
        try CSVDataset.write(dataset, header: [], to: path, leavesOutMasked: false, context: context) {
            classes.field(for: $0)
        }
    }

    // MARK: -

    /// With the wavelengths known, their number tells which fields there are; without, a last field that holds a small
    /// integer in the first record, where fluxes are no integers, is the class.
    private static func layout(
        _ fields: [String], _ format: DelimitedTextFormat, _ meta: MetaXML?, _ path: String
    ) throws -> CSVLayout {
        if let count = meta?.wavelengths.count {
            guard (0...2).contains(fields.count - count) else {
                throw DatasetError.notDataset(
                    file: path, reason: "meta.xml has \(count) wavelengths, and the first line \(fields.count) fields")
            }
            return try CSVLayout(
                headerless: fields.count, format: format, hasID: fields.count > count,
                hasClass: fields.count == count + 2)
        }
        guard fields.count >= 3 else {
            throw DatasetError.notDataset(file: path, reason: "its first line has only \(fields.count) fields")
        }
        let hasClass = Int(fields[fields.count - 1]) != nil && Int(fields[1]) == nil
        return try CSVLayout(headerless: fields.count, format: format, hasID: true, hasClass: hasClass)
    }

    /// The file itself, or the only CSV in a folder.
    static func csvPath(_ path: String) throws -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return path
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let tables = names.filter { $0.hasSuffix(".csv") && $0 != "som.csv" }.sorted()
        guard tables.count == 1 else {
            throw DatasetError.notDataset(
                file: path, reason: "the folder has \(tables.count) CSV files; name the one to read")
        }
        return path + "/" + tables[0]
    }

    static func metaPath(beside csv: String) -> String? {
        let folder = (csv as NSString).deletingLastPathComponent
        let path = folder.isEmpty ? "meta.xml" : folder + "/meta.xml"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}

extension Dataset {
    /// Replaces class numbers by their names, and −1 by no label.
    fileprivate mutating func nameClasses(_ names: [String: String]) {
        for index in rows.indices {
            guard let label = rows[index].label else { continue }
            rows[index].label = label == "-1" ? nil : names[label] ?? label
        }
    }
}

/// The integers that stand for labels.
struct ClassNumbers {
    private let numbers: [String: Int]
    private let hasLabels: Bool
    private let areIntegers: Bool

    init(_ rows: [DatasetRow]) {
        let labels = Set(rows.compactMap(\.label)).sorted()
        hasLabels = !labels.isEmpty
        let integers = labels.compactMap(Int.init)
        let areIntegers =
            integers.count == labels.count && Set(integers).count == labels.count && !integers.contains(-1)
        self.areIntegers = areIntegers
        numbers = Dictionary(
            uniqueKeysWithValues: labels.enumerated().map { ($1, areIntegers ? integers[$0] : $0) })
    }

    /// What stands in the class column; `nil` if the dataset has no labels at all, and so no such column.
    func field(for row: DatasetRow) -> String? {
        guard hasLabels else { return nil }
        return String(row.label.flatMap { numbers[$0] } ?? -1)
    }

    /// Number and name of each class, where these differ.
    var namesWorthKeeping: [String: String] {
        areIntegers ? [:] : Dictionary(uniqueKeysWithValues: numbers.map { (String($1), $0) })
    }
}
