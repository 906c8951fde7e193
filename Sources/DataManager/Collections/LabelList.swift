// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

/// A name and the class that somebody gave it.
public struct NamedLabel: Sendable, Hashable {
    public var name: String
    public var label: String
    public var subclass: String?

    public init(name: String, label: String, subclass: String? = nil) {
        self.name = name
        self.label = label
        self.subclass = subclass
    }

    /// The name as given, then what stands after its last "/" or "?".
    var names: [String] {
        let last = name.split(whereSeparator: { "/?".contains($0) }).last.map(String.init)
        return [name] + (last.map { $0 == name ? [] : [$0] } ?? [])
    }
}

/// A label list in a file: CSV, or text with other delimiters, with a header row.
public enum LabelList {
    /// Reads a list; rows with an empty label are passed over.
    ///
    /// The name is in a column "id", "identifier", "object", "name", "file" or "filename" (the first of these that is there), the
    /// label in "label" or "class", and optionally a subclass in "subclass" (in any case). Fields may be quoted (RFC 4180).
    ///
    /// - Returns: the labels, and what the name column holds.
    /// - Throws: ``DataError/labelList(path:line:reason:)``, ``DataError/noSuchSource(path:)``
    public static func read(_ path: String) throws -> (labels: [NamedLabel], key: LabelKey) {
        guard FileManager.default.fileExists(atPath: path) else { throw DataError.noSuchSource(path: path) }
        do {
            return try read(DelimitedTextReader(contentsOf: path), path)
        } catch SpectrumError.badText(_, let line, let reason) {
            throw DataError.labelList(path: path, line: line, reason: reason)
        } catch let error as SpectrumError {
            throw DataError.labelList(path: path, line: 1, reason: "\(error)")
        }
    }

    private static func read(
        _ records: consuming DelimitedTextReader, _ path: String
    ) throws -> (labels: [NamedLabel], key: LabelKey) {
        var records = records
        guard try records.nextRecord() else {
            throw DataError.labelList(path: path, line: 1, reason: "the file is empty")
        }
        let header = records.texts().map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        let keys: [(String, LabelKey)] = [
            ("id", .id), ("identifier", .id), ("object", .object), ("name", .any), ("file", .file), ("filename", .file),
        ]
        guard let (name, key) = keys.first(where: { header.contains($0.0) }) else {
            throw DataError.labelList(path: path, line: 1, reason: "no column holds names")
        }
        guard let nameColumn = header.firstIndex(of: name),
            let labelColumn = header.firstIndex(of: "label") ?? header.firstIndex(of: "class")
        else { throw DataError.labelList(path: path, line: 1, reason: "no column holds labels") }
        let subclassColumn = header.firstIndex(of: "subclass")
        var labels: [NamedLabel] = []
        while try records.nextRecord() {
            let fields = records.texts()
            guard fields.count == header.count else {
                throw DataError.labelList(
                    path: path, line: records.line,
                    reason: "\(fields.count) fields, where the header has \(header.count)")
            }
            if fields[labelColumn].isEmpty { continue }
            let subclass = subclassColumn.map { fields[$0] }.flatMap { $0.isEmpty ? nil : $0 }
            labels.append(NamedLabel(name: fields[nameColumn], label: fields[labelColumn], subclass: subclass))
        }
        return (labels, key == .id ? .any : key)
    }
}
