// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Foundation

/// `secchi search catalogue --position RA,DEC --radius DEGREES --band LO/HI …`
struct SearchCatalogue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Find spectra of your collections by position, name, band, quality, date, label and columns.",
        discussion: """
            All conditions must hold. Without --output and --format, a table for reading is printed.

            Example: spectra around M 31 that show Hα, well exposed, as a table for TOPCAT
              secchi search catalogue --position 10.68,41.27 --radius 1 --band 6500/6600 --min-snr 10 --output found.vot
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case votable, csv, text }

    @Option(help: "Centre in degrees, ICRS: RA,DEC. Write --position=RA,DEC if RA is negative.") var position: String?
    @Option(help: "Radius of the cone in degrees.") var radius = 0.1
    @Option(help: "Name of the object or of the spectrum, in any case.") var name: String?
    @Option(help: "Wavelengths, some of which must be covered: LO/HI, LO/, /HI.") var band: String?
    @Option(help: "Unit of --band: a wavelength, frequency, energy or wavenumber.") var unit = "Angstrom"
    @Option(help: "Smallest median signal-to-noise ratio.") var minSnr: Double?
    @Option(help: "Largest median signal-to-noise ratio.") var maxSnr: Double?
    @Option(help: "Dates of observation: FROM/TO, FROM/, /TO; ISO 8601 or modified Julian dates.") var date: String?
    @Option(help: "The collection; all by default.") var collection: String?
    @Option(help: "The class.") var label: String?
    @Option(
        name: .customLong("where"),
        help:
            "A condition on a column or on a fact of the file: redshift>0.5, telescope=LAMOST, PLATEID=412. Repeatable."
    )
    var conditions: [String] = []
    @Option(help: "A fact of the files that gets a column in the output. Repeatable.") var column: [String] = []
    @Flag(help: "Pass over spectra of which a better format of the same observation is there.") var noTwins = false
    @Option(help: "The most rows; 0 for all.") var limit = 10_000
    @Option(help: "Rows to pass over first.") var offset = 0
    @Option(help: "File to write; a name ending in .csv makes CSV, any other a VOTable.") var output: String?
    @Option(help: "\(Format.allCases.map(\.rawValue).joined(separator: ", ")).") var format: Format?
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard radius >= 0, radius <= 180 else { throw ValidationError("--radius must be 0 to 180 degrees") }
        guard limit >= 0, offset >= 0 else { throw ValidationError("--limit and --offset must not be negative") }
        if format == .text, output != nil { throw ValidationError("--output needs --format votable or csv") }
    }

    func run() throws {
        let home = try common.openHome()
        if let collection { _ = try home.collection(named: collection) }
        let query = try query()
        let facts = column + query.columns.map(\.column).filter { !ColumnCondition.isCatalogueColumn($0) }
        let sink = SearchOutput(catalogue: home.catalogue, query: query, facts: facts.uniqued())
        if common.json { return try sink.printJSON() }
        switch (format, output) {
        case (.csv, let path?): try sink.writeCSV(to: path)
        case (.votable, let path?): try sink.writeVOTable(to: path)
        case (_, let path?):
            try path.lowercased().hasSuffix(".csv") ? sink.writeCSV(to: path) : sink.writeVOTable(to: path)
        case (.csv, nil): try sink.printCSV()
        case (.votable, nil): try sink.printVOTable()
        case (_, nil): try sink.printText()
        }
    }

    private func query() throws -> CatalogueQuery {
        var query = CatalogueQuery()
        if let position {
            let numbers = position.split { ", ".contains($0) }.map { Double($0) }
            guard numbers.count == 2, let ra = numbers[0], let dec = numbers[1], ra.isFinite, abs(dec) <= 90 else {
                throw ValidationError("--position takes RA,DEC in degrees, as 10.68,41.27")
            }
            let turned = ra.truncatingRemainder(dividingBy: 360)
            query.cone = .init(ra: turned < 0 ? turned + 360 : turned, dec: dec, radius: radius)
        }
        query.name = name
        if let band { try query.setBand(band, unit: unit) }
        query.minimumSNR = minSnr
        query.maximumSNR = maxSnr
        if let date { try query.setDates(date) }
        query.collection = collection
        query.label = label
        query.columns = try conditions.map { try ColumnCondition($0) }
        query.includingTwins = !noTwins
        query.limit = limit == 0 ? .max : limit
        query.offset = offset
        return query
    }
}

extension [String] {
    /// The same strings, each once, in the order of their first appearance.
    fileprivate func uniqued() -> [String] {
        var seen = Set<String>()
        return filter { seen.insert($0.lowercased()).inserted }
    }
}
