// SPDX-License-Identifier: Apache-2.0

import Foundation

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

/// A label list in a file: CSV with a header row.
public enum LabelList {
    /// Reads a list; rows with an empty label are passed over.
    ///
    /// The name is in a column "id", "identifier", "object", "name", "file" or "filename" (the first of these that is there), the
    /// label in "label" or "class", and optionally a subclass in "subclass" (in any case). Fields may be quoted (RFC 4180).
    ///
    /// - Returns: the labels, and what the name column holds.
    /// - Throws: ``DataError/labelList(path:line:reason:)``, ``DataError/file(_:)``
    public static func read(_ path: String) throws -> (labels: [NamedLabel], key: LabelKey) {
        let bytes: [UInt8]
        do { bytes = try SourceFile(path: path).bytes() } catch { throw DataError.file(error) }
        var rows = CSVRows(bytes)
        guard let header = rows.next()?.fields.map({ $0.trimmingCharacters(in: .whitespaces).lowercased() }) else {
            throw DataError.labelList(path: path, line: 1, reason: "the file is empty")
        }
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
        while let (fields, line) = rows.next() {
            if fields == [""] { continue }
            guard fields.count == header.count else {
                throw DataError.labelList(
                    path: path, line: line, reason: "\(fields.count) fields, where the header has \(header.count)")
            }
            if fields[labelColumn].isEmpty { continue }
            let subclass = subclassColumn.map { fields[$0] }.flatMap { $0.isEmpty ? nil : $0 }
            labels.append(NamedLabel(name: fields[nameColumn], label: fields[labelColumn], subclass: subclass))
        }
        return (labels, key == .id ? .any : key)
    }
}

/// The rows of a CSV file after RFC 4180, with the line each begins on.
private struct CSVRows {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func next() -> (fields: [String], line: Int)? {
        guard position < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        var field: [UInt8] = []
        var quoted = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte == UInt8(ascii: "\"") {
                if quoted, position < bytes.count, bytes[position] == byte {
                    field.append(byte)
                    position += 1
                } else {
                    quoted.toggle()
                }
            } else if quoted {
                field.append(byte)
            } else if byte == UInt8(ascii: ",") {
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
            } else if byte == UInt8(ascii: "\n") {
                break
            } else if byte != UInt8(ascii: "\r") {
                field.append(byte)
            }
        }
        fields.append(String(decoding: field, as: UTF8.self))
        return (fields, start)
    }
}
