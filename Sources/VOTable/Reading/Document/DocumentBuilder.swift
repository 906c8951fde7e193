// SPDX-License-Identifier: Apache-2.0

/// Makes the document out of the elements that the XML parser reports, and hands over table data as they come.
///
/// Elements it does not know are passed over with what is in them; known ones are taken wherever they stand.
final class DocumentBuilder: XMLListener {
    enum Item {
        /// The description of a table is complete; rows follow if there is a serialization.
        case table(VOTableDocument.Table, TablePlace, DataForm?)
        /// Content of TABLEDATA (rewritten as plain rows) or of STREAM.
        case content([UInt8])
        case dataEnd
    }

    /// Where a table stands: the numbers of the resources around it, and its own.
    struct TablePlace: Hashable {
        var resources: [Int]
        var table: Int
    }

    enum DataForm: Hashable {
        case tabledata
        case binary(Stream)
        case binary2(Stream)
        case fits(Stream, extensionNumber: Int?)
    }

    struct Stream: Hashable {
        var encoding: String
        var href: String
    }

    /// Where text goes.
    enum TextTarget { case none, description, info, encodedCell, cell, stream }

    let file: String
    let limits: VOTableLimits
    var items: [Item] = []
    var failure: VOTableError?
    var document = VOTableDocument()
    var sawRoot = false

    var elements: [String] = []
    var resources: [VOTableDocument.Resource] = []
    var table: VOTableDocument.Table?
    var groups: [VOTableDocument.Group] = []
    var field: VOTableField?
    var fieldValue: String?
    var info: VOTableDocument.Info?
    var tablesByID: [String: [VOTableField]] = [:]
    var textTarget = TextTarget.none
    var textBytes: [UInt8] = []
    var metadataBytes = 0
    /// Set between the start and the end of TABLEDATA or STREAM.
    var inData = false
    var announced = false
    var dataElement = ""
    var fitsExtension: Int?
    var cellBytes: [UInt8] = []
    /// Which cell of its row is open, from 0.
    var cellIndex = -1
    var warned: Set<String> = []

    init(file: String, limits: VOTableLimits) {
        self.file = file
        self.limits = limits
    }

    func warn(_ text: String) {
        if warned.count < 100, warned.insert(text).inserted { document.warnings.append(text) }
    }

    func fail(_ error: VOTableError) {
        if failure == nil { failure = error }
    }

    /// The document as far as it was read, elements still open included.
    func snapshot() -> VOTableDocument {
        var copy = document
        var open = resources
        if let table, !open.isEmpty { open[open.count - 1].tables.append(table) }
        while let last = open.popLast() {
            if open.isEmpty { copy.resources.append(last) } else { open[open.count - 1].resources.append(last) }
        }
        return copy
    }

    var place: TablePlace {
        var numbers: [Int] = []
        for depth in resources.indices {
            numbers.append(depth == 0 ? document.resources.count : resources[depth - 1].resources.count)
        }
        return TablePlace(resources: numbers, table: resources.last?.tables.count ?? 0)
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard failure == nil else { return }
        switch textTarget {
        case .none: return
        case .stream: items.append(.content(Array(bytes)))
        case .cell:
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "<"): cellBytes += Array("&lt;".utf8)
                case UInt8(ascii: "&"): cellBytes += Array("&amp;".utf8)
                case UInt8(ascii: "\r"): cellBytes += Array("&#13;".utf8)
                default: cellBytes.append(byte)
                }
            }
            if cellBytes.count > limits.rowBytes {
                fail(.tooLarge(file: file, what: "bytes of a cell", limit: limits.rowBytes))
            }
        case .description, .info, .encodedCell:
            textBytes += bytes
            count(bytes.count)
        }
    }

    func count(_ bytes: Int) {
        metadataBytes += bytes
        if metadataBytes > limits.metadataBytes {
            fail(.tooLarge(file: file, what: "bytes of metadata", limit: limits.metadataBytes))
        }
    }

    func takeText() -> String {
        defer {
            textBytes = []
            textTarget = .none
        }
        return String(decoding: textBytes, as: UTF8.self)
    }
}
