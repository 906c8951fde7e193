// SPDX-License-Identifier: Apache-2.0

import VOTable

/// The documents that answer an SSA query.
struct SSAAnswer {
    let catalogue: ArchiveCatalogue
    let addresses: ArchiveAddresses

    func document(for parameters: ArchiveParameters) throws -> [UInt8] {
        let query: SSAQuery
        do throws(UsageFault) { query = try SSAQuery(parameters) } catch { return Self.error(error.text) }
        if query.wantsMetadata { return try document([], overflow: query.limit == 0, inputs: Self.inputs) }
        var found: [ArchiveSpectrum] = []
        var overflow = false
        for spectrum in catalogue.spectra where query.matches(spectrum) {
            guard found.count < query.limit else {
                overflow = true
                break
            }
            found.append(spectrum)
        }
        return try document(found, overflow: overflow, inputs: [])
    }

    private func document(
        _ spectra: [ArchiveSpectrum], overflow: Bool, inputs: [VOTableDocument.Parameter]
    ) throws -> [UInt8] {
        var resource = VOTableDocument.Resource()
        resource.type = "results"
        resource.description = "Spectra of a simulated survey"
        resource.infos = [
            .init(name: "SERVICE_PROTOCOL", value: "1.1", content: "SSAP"), .init(name: "QUERY_STATUS", value: "OK"),
        ]
        resource.coordinateSystems = [.init(element: "COOSYS", attributes: ["ID": "system", "system": "ICRS"])]
        resource.parameters = inputs
        var table = VOTableDocument.Table()
        table.name = "spectra"
        table.fields = SSAColumn.all.map(\.field)
        table.parameters = SSAColumn.constants
        var writer = try VOTableWriter(
            inMemoryAs: "the answer", table: table, resource: resource,
            following: [ServiceDescriptors.links(addresses), ServiceDescriptors.soda(addresses, for: .row)], threads: 1)
        for spectrum in spectra { try writer.write(SSAColumn.all.map { $0.value(spectrum, addresses) }) }
        // The status behind the table is the last word (DALI 1.1 §4.4.1).
        return try writer.finishInMemory(infos: overflow ? [.init(name: "QUERY_STATUS", value: "OVERFLOW")] : [])
    }

    /// An error as SSA wants it: a VOTable, with HTTP status 200.
    static func error(_ text: String) -> [UInt8] {
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
            <RESOURCE type="results">
            <INFO name="SERVICE_PROTOCOL" value="1.1">SSAP</INFO>
            <INFO name="QUERY_STATUS" value="ERROR">UsageFault: \(escaped)</INFO>
            </RESOURCE>
            </VOTABLE>

            """.utf8)
    }

    /// The answer to FORMAT=METADATA says which parameters there are (SSA 1.1 §8.1).
    private static let inputs: [VOTableDocument.Parameter] = [
        input("POS", "pos.eq", "deg", "ra,dec in degrees, ICRS"),
        input("SIZE", "phys.angSize", "deg", "Diameter of the region in degrees; 1 if not given", number: "1.0"),
        input("BAND", "em.wl", "m", "Vacuum wavelengths in metres: low/high"),
        input("TIME", "time.epoch", nil, "Dates: from/to, ISO 8601"),
        input(
            "FORMAT", "meta.code.mime", nil, "Which media types", value: "all",
            options: ["all", "compliant", "native", "votable", "fits"]),
        input("TARGETNAME", "meta.id;src", nil, "Name of the object"),
        input("PUBDID", "meta.ref.ivoid", nil, "Identifier given by the publisher"),
        input("COLLECTION", "meta.id", nil, "Layout of the files"),
        input("FLUXCALIB", "meta.code.qual", nil, "Kind of flux calibration", options: ["ABSOLUTE", "UNCALIBRATED"]),
        input("SNR", "stat.snr", nil, "Signal-to-noise ratio: low/high"),
        input("MAXREC", "meta.number", nil, "Most rows to give", value: String(SSAQuery.hardLimit)),
    ]

    private static func input(
        _ name: String, _ ucd: String, _ unit: String?, _ description: String, value: String = "",
        number: String? = nil,
        options: [String] = []
    ) -> VOTableDocument.Parameter {
        var field = VOTableField(
            name: "INPUT:" + name, datatype: number == nil ? .char : .double, arraysize: number == nil ? "*" : nil,
            unit: unit, ucd: ucd, description: description)
        field.options = options
        return .init(field: field, value: number.flatMap { Double($0) }.map { .real($0) } ?? .text(value))
    }
}
