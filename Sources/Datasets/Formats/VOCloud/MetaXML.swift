// SPDX-License-Identifier: Apache-2.0

import Foundation
import VOTable

/// VO-CLOUD's `meta.xml`: a VOTable 1.2 of one row whose field `intensities` holds, against its name, the wavelengths.
///
/// The misnomer is relied on by all workers. After a decomposition the cell holds component numbers from 0.
struct MetaXML {
    var wavelengths: [Double]
    var unit: String?
    /// Names of the classes by number, which Secchi adds.
    var classNames: [String: String]

    init(wavelengths: [Double], unit: String?, classNames: [String: String]) {
        self.wavelengths = wavelengths
        self.unit = unit
        self.classNames = classNames
    }

    init(contentsOf path: String) throws {
        let document = try VOTableDocument(contentsOf: path)
        guard let table = document.tables.first(where: { table in table.fields.contains { $0.name == "intensities" } }),
            let column = table.fields.firstIndex(where: { $0.name == "intensities" }), let row = table.rows.first,
            column < row.count
        else { throw DatasetError.missing(file: path, what: "table with a field \"intensities\" and a row") }
        switch row[column] {
        case .reals(let values): wavelengths = values
        case .real(let value): wavelengths = [value]
        case .text(let text): wavelengths = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        default: wavelengths = []
        }
        guard !wavelengths.isEmpty else {
            throw DatasetError.missing(file: path, what: "wavelengths in \"intensities\"")
        }
        unit = table.fields[column].unit
        classNames = [:]
        let infos = document.resources.flatMap(\.infos) + document.infos + table.infos
        for info in infos where info.name.hasPrefix(Self.classPrefix) {
            classNames[String(info.name.dropFirst(Self.classPrefix.count))] = info.value
        }
    }

    var text: String {
        let infos = classNames.sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }
            .map { "<INFO name=\"\(Self.classPrefix)\($0.key)\" value=\"\(Self.escaped($0.value))\"/>\n" }.joined()
        let unitText = unit.flatMap { $0.isEmpty ? nil : " unit=\"\(Self.escaped($0))\"" } ?? ""
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <VOTABLE version="1.2" xmlns="http://www.ivoa.net/xml/VOTable/v1.2">
            <RESOURCE type="results">
            \(infos)<TABLE>
            <FIELD name="placeholder" datatype="char" arraysize="*"/>
            <FIELD name="intensities" datatype="double" arraysize="*"\(unitText)/>
            <DATA><TABLEDATA>
            <TR><TD>placeholder</TD><TD>\(wavelengths.map(\.description).joined(separator: " "))</TD></TR>
            </TABLEDATA></DATA>
            </TABLE>
            </RESOURCE>
            </VOTABLE>

            """
    }

    private static let classPrefix = "class "

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
