// SPDX-License-Identifier: Apache-2.0

/// A request to the SODA service, checked (SODA 1.0 §3).
struct SODARequest: Sendable {
    enum Calibration: String, Sendable, CaseIterable {
        case normalized, relative = "RELATIVE", uncalibrated = "UNCALIBRATED"
    }

    enum Format: String, Sendable, CaseIterable {
        case voTable = "application/x-votable+xml"
        case tableData = "application/x-votable+xml;serialization=tabledata"
        case fits = "application/fits"
        case csv = "text/csv"
        case text = "text/plain"

        /// By media type or by the short names of DALI 1.1 §3.4.3.
        init?(_ name: String) {
            let name = String(name.lowercased().filter { !$0.isWhitespace })
            let short: [String: Format] = [
                "votable": .voTable, "fits": .fits, "csv": .csv, "txt": .text, "text": .text, "image/fits": .fits,
                "text/xml": .voTable, "votable/td": .tableData,
                "application/x-votable+xml;serialization=binary2": .voTable,
            ]
            guard let format = Self.allCases.first(where: { $0.rawValue == name }) ?? short[name] else { return nil }
            self = format
        }

        var contentType: String { self == .csv ? "text/csv; header=present" : rawValue }
    }

    var identifier: String
    /// Vacuum wavelengths in metres.
    var band: ClosedRange<Double>?
    var calibration = Calibration.uncalibrated
    var format = Format.voTable

    init(_ parameters: ArchiveParameters) throws(UsageFault) {
        let known: Set<String> = ["ID", "BAND", "FLUXCALIB", "RESPONSEFORMAT", "FORMAT", "REQUEST", "RUNID"]
        if let unknown = parameters.values.keys.filter({ !known.contains($0) }).sorted().first {
            throw UsageFault(text: "there is no parameter \(unknown.prefix(40))")
        }
        for name in ["ID", "BAND", "FLUXCALIB"] where Set(parameters.all(name)).count > 1 {
            throw UsageFault(text: "\(name): one value at a time")
        }
        guard let identifier = parameters["ID"] else { throw UsageFault(text: "ID: which spectrum?") }
        self.identifier = identifier
        if let text = parameters["BAND"] { band = try Self.band(text) }
        if let text = parameters["FLUXCALIB"] {
            guard let found = Calibration.allCases.first(where: { $0.rawValue == text }) else {
                throw UsageFault(
                    text: "FLUXCALIB: \(text.prefix(40)) is none of \(Calibration.allCases.map(\.rawValue))")
            }
            calibration = found
        }
        if let text = parameters["RESPONSEFORMAT"] ?? parameters["FORMAT"] {
            guard let found = Format(text) else {
                throw UsageFault(text: "RESPONSEFORMAT: \(text.prefix(80)) is not offered")
            }
            format = found
        }
    }

    private static func band(_ text: String) throws(UsageFault) -> ClosedRange<Double> {
        let numbers = text.split(whereSeparator: \.isWhitespace).map { number($0) }
        guard numbers.count == 2, let low = numbers[0], let high = numbers[1], low <= high else {
            throw UsageFault(text: "BAND: \(text.prefix(80)) is no interval; write two vacuum wavelengths in metres")
        }
        return low...high
    }

    private static func number(_ text: Substring) -> Double? {
        switch text.lowercased() {
        case "-inf": -.infinity
        case "inf", "+inf": .infinity
        default: Double(text).flatMap { $0.isFinite ? $0 : nil }
        }
    }
}
