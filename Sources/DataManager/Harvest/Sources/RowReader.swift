// SPDX-License-Identifier: Apache-2.0

import VOTable
import VirtualObservatory

/// Turns the rows of a list into items: the address, and what the row knows of its spectrum.
struct RowReader {
    private let finder: ColumnFinder
    private let positions: PositionFinder
    private let link: Int
    private let base: String
    private let object: Int?
    private let redshift: Int?
    private let time: Int?
    private let instrument: Int?
    private let snr: Int?
    private let label: Int?

    init(table: VOTableDocument.Table, link: Int, name: String) {
        finder = ColumnFinder(table)
        positions = PositionFinder(finder)
        self.link = link
        base = name
        object = finder.column(.targetName)
        redshift = finder.column(.redshift)
        time = finder.column(.time) ?? finder.column(.timeStart)
        instrument = finder.column(.instrument)
        snr = finder.column(.signalToNoise)
        label = finder.column(.targetClass)
    }

    /// `nil` for a row without an address.
    func seed(_ row: [VOTableValue]) -> HarvestSeed? {
        let cells = finder.cells(of: row)
        guard let text = cells[link].text, let url = Address.isRemote(text) ? text : Address.absolute(text, base: base)
        else { return nil }
        func number(_ column: Int?) -> Double? {
            column.flatMap { cells[$0].number }.flatMap { $0.isFinite ? $0 : nil }
        }
        var facts = HarvestFacts()
        facts.object = object.flatMap { cells[$0].text }
        if let point = positions.position(cells) {
            facts.ra = point.rightAscension
            facts.dec = point.declination
        }
        facts.redshift = number(redshift)
        facts.mjd = time.flatMap { date(cells[$0]) }
        facts.instrument = instrument.flatMap { cells[$0].text }
        facts.snr = number(snr)
        facts.label = label.flatMap { cells[$0].text }
        for (index, field) in finder.columns.enumerated() where index != link {
            // Long texts are not what a catalogue is searched for.
            if let text = cells[index].text, text.utf8.count <= 500 { facts.columns[field.name] = text }
        }
        return HarvestSeed(url: url, facts: facts)
    }

    /// A modified Julian date from a date in text, a Julian date or a modified one.
    private func date(_ value: VOTableValue) -> Double? {
        if let number = value.number {
            if number > 2_400_000 { return number - 2_400_000.5 }
            return (10_000..<200_000).contains(number) ? number : nil
        }
        return value.text.flatMap { ObservationTime.parse($0)?.mjd }
    }
}
