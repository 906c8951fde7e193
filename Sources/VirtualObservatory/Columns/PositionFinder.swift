// SPDX-License-Identifier: Apache-2.0

public import VOTable

/// Finds the position of each row in the forms that occur: two columns, one value with two numbers, or one text "ra dec".
public struct PositionFinder: Sendable {
    private enum Place: Sendable {
        case pair(Int)
        case columns(Int, Int)
    }

    /// The best first: the main position before that of the target, double before single precision.
    private let places: [Place]
    private let columns: [VOTableField]
    /// The frame, where the table names one.
    private let frame: Int?

    public init(_ finder: ColumnFinder) {
        columns = finder.columns
        let pairs = finder.candidates(.positionPair).map { Place.pair($0) }
        let separate = zip(finder.candidates(.rightAscension), finder.candidates(.declination))
            .map { Place.columns($0, $1) }
        let fields = finder.columns
        func isDouble(_ place: Place) -> Bool {
            switch place {
            case .pair(let column): fields[column].datatype == .double
            case .columns(let first, _): fields[first].datatype == .double
            }
        }
        let main = pairs + separate
        places =
            main.filter(isDouble) + main.filter { !isDouble($0) }
            + finder.candidates(.targetPosition).map { Place.pair($0) }
        frame = finder.column(.frame)
    }

    public var isEmpty: Bool { places.isEmpty }

    /// The position of a row, given by ``ColumnFinder/cells(of:)``, in ICRS; `nil` if it has none, or one in a frame that is neither
    /// ICRS nor FK5 (J2000), FK4 (B1950) or galactic.
    public func position(_ cells: [VOTableValue]) -> SkyPoint? {
        let stated = SkyFrame(named: frame.flatMap { cells[$0].text } ?? "")
        for place in places {
            // A column that calls itself a right ascension is one, whatever the frame of the others.
            let frame = stated?.isEquatorial != true && isEquatorial(place) ? .icrs : stated
            if let frame, let angles = angles(cells, at: place) { return frame.icrs(angles) }
        }
        return nil
    }

    private func angles(_ cells: [VOTableValue], at place: Place) -> SkyPoint? {
        switch place {
        case .pair(let column):
            let value = cells[column]
            let numbers = value.numbers
            if numbers.count == 2, let point = SkyPoint(numbers[0], numbers[1]) { return point }
            if case .text(let text) = value { return SkyPoint(text) }
            return nil
        case .columns(let first, let second):
            return Self.point(cells[first], cells[second], columns[first], columns[second])
        }
    }

    private func isEquatorial(_ place: Place) -> Bool {
        guard case .columns(let first, _) = place, let ucd = columns[first].ucd?.lowercased() else { return false }
        return ucd.hasPrefix("pos.eq.ra") || ucd.hasPrefix("pos_eq_ra")
    }

    private static func point(
        _ first: VOTableValue, _ second: VOTableValue, _ firstField: VOTableField, _ secondField: VOTableField
    ) -> SkyPoint? {
        if let ra = first.number, let dec = second.number {
            return SkyPoint(ra * degrees(firstField.unit), dec * degrees(secondField.unit))
        }
        guard case .text(let ra) = first, case .text(let dec) = second else { return nil }
        let words = [ra, dec].map { $0.split { ":hmsd ".contains($0) }.joined(separator: ":") }
        return SkyPoint(words.joined(separator: " "))
    }

    private static func degrees(_ unit: String?) -> Double {
        switch unit?.trimmed.lowercased() {
        case "rad": 180 / Double.pi
        case "h", "hour", "hourangle": 15
        default: 1
        }
    }
}
