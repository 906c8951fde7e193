// SPDX-License-Identifier: Apache-2.0

import VOTable

/// Turns the rows of a table into records, by utype, UCD or name.
struct SSATableReader {
    private let finder: ColumnFinder
    private let positions: PositionFinder
    private let places: [ColumnItem: Int]
    private let linkColumn: Int?
    private let answer: DALIAnswer
    private let service: String

    init(_ table: VOTableDocument.Table, in answer: DALIAnswer, service: String) {
        finder = ColumnFinder(table)
        positions = PositionFinder(finder)
        var places: [ColumnItem: Int] = [:]
        let items: [ColumnItem] = [
            .accessURL, .accessFormat, .accessSize, .publisherDID, .creatorDID, .title, .collection, .instrument,
            .targetName, .targetClass, .redshift, .signalToNoise, .time, .timeStart, .timeStop, .exposure, .bandStart,
            .bandStop, .bandMiddle, .bandWidth, .spectralUnit, .spectralUCD, .fluxUnit, .fluxCalibration, .aperture,
        ]
        for item in items { places[item] = finder.column(item) }
        self.places = places
        linkColumn = finder.columns.firstIndex { field in
            field.links.contains { $0.contentType.map { MediaType($0).isLinks } ?? false }
        }
        self.answer = answer
        self.service = service
    }

    func record(_ row: [VOTableValue]) -> SSARecord {
        let cells = finder.cells(of: row)
        func text(_ item: ColumnItem) -> String? { places[item].flatMap { cells[$0].text } }
        func number(_ item: ColumnItem) -> Double? {
            places[item].flatMap { cells[$0].number }.flatMap { $0.isFinite ? $0 : nil }
        }
        var record = SSARecord(service: service)
        record.publisherDID = text(.publisherDID)
        record.creatorDID = text(.creatorDID)
        record.accessURL = text(.accessURL).map { answer.absolute($0) }
        record.format = text(.accessFormat).map { MediaType($0) }
        record.estimatedSize = bytes(cells)
        record.title = text(.title)
        record.collection = text(.collection)
        record.instrument = text(.instrument)
        record.targetName = text(.targetName)
        record.targetClass = text(.targetClass)
        record.redshift = number(.redshift)
        record.position = positions.position(cells)
        record.aperture = number(.aperture)
        record.time = time(cells)
        record.exposure = number(.exposure)
        let band = band(cells)
        record.bandStart = band?.lower
        record.bandStop = band?.upper
        record.signalToNoise = number(.signalToNoise)
        record.spectralUnit = text(.spectralUnit)
        record.spectralUCD = text(.spectralUCD)
        record.fluxUnit = text(.fluxUnit)
        record.fluxCalibration = text(.fluxCalibration)
        record.linksURL = linkColumn.flatMap { cells[$0].text }.map { answer.absolute($0) }
        if record.linksURL == nil, record.format?.isLinks == true { record.linksURL = record.accessURL }
        record.fields = finder.columns
        record.cells = cells
        return record
    }

    private func bytes(_ cells: [VOTableValue]) -> Int? {
        guard let column = places[.accessSize], let size = cells[column].number, size >= 0 else { return nil }
        let factor: Double =
            switch finder.columns[column].unit?.trimmed.lowercased() {
            case "kbyte", "kb", "kilobyte": 1e3
            case "mbyte", "mb": 1e6
            default: 1
            }
        return Int(exactly: (size * factor).rounded())
    }

    private func time(_ cells: [VOTableValue]) -> Double? {
        if let middle = places[.time].flatMap({ date(cells[$0], finder.columns[$0]) }) { return middle }
        let start = places[.timeStart].flatMap { date(cells[$0], finder.columns[$0]) }
        let stop = places[.timeStop].flatMap { date(cells[$0], finder.columns[$0]) }
        if let start, let stop { return (start + stop) / 2 }
        return start ?? stop
    }

    /// MJD of a date: ISO text, or a number whose unit, xtype or size says what it counts.
    private func date(_ value: VOTableValue, _ field: VOTableField) -> Double? {
        guard let number = value.number else { return value.text.flatMap { DateText.modifiedJulianDate($0) } }
        let marks = [field.xtype, field.ucd, field.name, field.description].compactMap { $0?.lowercased() }
        if field.xtype?.lowercased() == "mjd" { return number }
        if ["yr", "a", "year"].contains(field.unit?.lowercased() ?? "") || field.datatype == .char && number < 3000 {
            // Julian or Besselian years differ by less than a day in this century.
            return number > 0 && number < 10_000 ? 51_544.5 + (number - 2000) * 365.25 : nil
        }
        if field.xtype?.lowercased() == "jd" || marks.contains(where: { $0.contains("julian date (jd)") })
            || number > 1_721_058
        {
            return number - 2_400_000.5
        }
        return number
    }

    /// Wavelengths in metres; a service that gives something else says so in the unit.
    private func band(_ cells: [VOTableValue]) -> NumberRange? {
        func metres(_ item: ColumnItem) -> Double? {
            guard let column = places[item], let value = cells[column].number, value.isFinite, value > 0 else {
                return nil
            }
            let unit = finder.columns[column].unit.flatMap { $0.trimmed.isEmpty ? nil : $0 }
            guard let unit else { return value }
            return SpectralUnit(unit)?.metres(value)
        }
        let ends = [metres(.bandStart), metres(.bandStop)]
        if let first = ends[0], let last = ends[1] { return NumberRange(min(first, last), max(first, last)) }
        if let middle = metres(.bandMiddle), let width = metres(.bandWidth), width < 2 * middle {
            return NumberRange(middle - width / 2, middle + width / 2)
        }
        return ends[0] == nil && ends[1] == nil ? nil : NumberRange(ends[0], ends[1])
    }
}
