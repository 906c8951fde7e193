// SPDX-License-Identifier: Apache-2.0

/// One header-data unit: its header, and its image or table.
public struct FITSHDU: Sendable {
    /// What the data unit holds. A tile-compressed image or table is told as what it unpacks to.
    public enum Kind: Sendable, Hashable { case image, asciiTable, binaryTable, other }

    /// 0 for the primary HDU.
    public let index: Int
    /// Keywords of the HDU; for a compressed one those of what it unpacks to.
    public let header: FITSHeader
    /// By XTENSION, an image without; random groups and extensions that are not known are `other`.
    public let kind: Kind

    /// NAXIS1, NAXIS2, …: first axis varying fastest; empty without data and for tables.
    public let imageShape: [Int]
    /// Rows of a table, as declared; a truncated file may hold fewer. 0 for images.
    public let rowCount: Int

    let data: DataUnit
    let bitsPerPixel: Int
    private let lazyTable: LazyTable?

    /// The columns of a table; empty for images and for a table whose description is damaged.
    public var columns: [FITSColumn] { (try? layout())?.columns() ?? [] }

    /// The column called `name`, whatever its case.
    public func column(_ name: String) -> FITSColumn? {
        (try? layout())?.column(name)
    }

    /// As ``column(_:)``, with the reason if there is none.
    ///
    /// - Throws: ``FITSError/missingColumn(file:hdu:name:)``, or why the table's description cannot be understood.
    public func requiredColumn(_ name: String) throws(FITSError) -> FITSColumn {
        guard let column = try layout().column(name) else {
            throw .missingColumn(file: data.name, hdu: index, name: name)
        }
        return column
    }

    func layout() throws(FITSError) -> TableLayout {
        guard let lazyTable else { throw .unsupported(file: data.name, hdu: index, what: "no table") }
        return try lazyTable.layout()
    }

    init(header: FITSHeader, index: Int, bytes: FileBytes, dataOffset: Int) throws(FITSError) {
        let structure = try HDUStructure(header, file: bytes.name, hdu: index)
        self.index = index
        self.header = header
        kind = structure.kind
        data = DataUnit(bytes: bytes, hdu: index, offset: dataOffset, size: structure.size)
        bitsPerPixel = structure.bitsPerPixel
        let isTable = kind == .binaryTable || kind == .asciiTable
        imageShape = kind == .image ? structure.axes : []
        rowCount = isTable && structure.axes[0] > 0 ? structure.axes[1] : 0
        lazyTable =
            isTable
            ? LazyTable(
                header: header, data: data, isASCII: kind == .asciiTable, rowLength: structure.axes[0],
                tableLength: structure.axes[0] * structure.axes[1])
            : nil
    }
}
