// SPDX-License-Identifier: Apache-2.0

/// Templates of the Supernova Identification code (SNID), ".lnw": the spectra of one supernova at several epochs.
///
/// The first line has the numbers of epochs, of wavelengths and of continuum knots, the range of wavelengths, name,
/// Δm15 and type; then come the continuum knots, a line of ages, and for each wavelength the fluxes of all epochs.
/// Fluxes are divided by their continuum, less one, in the rest frame of the supernova; zeroes at the ends are missing
/// coverage. Format: Blondin & Tonry 2007, doi:10.1086/520494, and SNID's documentation.
enum SnidTemplate: TextDialect {
    static let name = "snid-lnw"
    static let summary = "SNID supernova templates (.lnw): the epochs of one supernova on one logarithmic grid"

    static func recognises(_ start: TextStart) -> Bool { Header(start.first) != nil }

    private struct Header {
        let epochs: Int
        let wavelengths: Int
        let knots: Int
        let name: String
        let type: String

        init?(_ fields: [String]) {
            guard (8...10).contains(fields.count), let epochs = Int(fields[0]), let wavelengths = Int(fields[1]),
                let first = fields[2].decimalNumber, let last = fields[3].decimalNumber, let knots = Int(fields[4]),
                fields[5].decimalNumber == nil, fields[6].decimalNumber != nil, fields[7].decimalNumber == nil,
                (1...100_000).contains(epochs), (2...1_000_000).contains(wavelengths), (0...1000).contains(knots),
                first > 0, last > first
            else { return nil }
            self.epochs = epochs
            self.wavelengths = wavelengths
            self.knots = knots
            name = fields[5]
            type = fields[7]
        }
    }

    static func spectra(in text: String, name file: String) throws(SpectrumError) -> [Spectrum] {
        var reader = try DelimitedTextReader(
            bytes: Array(text.utf8), name: file, format: DelimitedTextFormat(.whitespace, comment: nil))
        guard try reader.nextRecord(), let header = Header(reader.texts()) else { return [] }
        // The knots follow a line of their numbers and means, hence one more line than knots.
        for _ in 0..<(header.knots + 1) { try expect(&reader, fields: nil, "the continuum knots") }
        try expect(&reader, fields: header.epochs + 1, "the ages")
        let ages = (1...header.epochs).map { reader.text($0) }
        var axis = SpectralAxis(values: [], unit: "Angstrom", medium: .unknown, spacing: .logarithmic)
        var fluxes = [[Float]](repeating: [], count: header.epochs)
        for _ in 0..<header.wavelengths {
            try expect(&reader, fields: header.epochs + 1, "a wavelength and its fluxes")
            guard let wavelength = reader.number(0), wavelength > 0 else {
                throw .badText(file: file, line: reader.line, reason: "\"\(reader.text(0))\" is no wavelength")
            }
            axis.values.append(wavelength)
            for epoch in 0..<header.epochs { try reader.appendNumbers((epoch + 1)..<(epoch + 2), to: &fluxes[epoch]) }
        }
        return fluxes.indices.map { epoch in
            var spectrum = Spectrum(
                axis: axis, flux: fluxes[epoch], dialect: name, source: Spectrum.Source(file: file, row: epoch))
            spectrum.identifier = "\(header.name)_\(epoch)"
            spectrum.target.name = header.name
            spectrum.group = header.name
            spectrum.label = header.type
            spectrum.metadata["phase"] = ages[epoch]
            spectrum.observation.velocityFrame = "SOURCE"
            spectrum.assumptions.append(
                "Wavelengths are in the rest frame, and fluxes were divided by the continuum, less 1.")
            spectrum.maskEndsWithoutFlux()
            return spectrum
        }
    }

    private static func expect(
        _ reader: inout DelimitedTextReader, fields: Int?, _ what: String
    ) throws(SpectrumError) {
        guard try reader.nextRecord() else {
            throw .badText(file: reader.name, line: reader.line + 1, reason: "the text ends where \(what) should be")
        }
        guard let fields, reader.fieldCount != fields else { return }
        throw .badText(
            file: reader.name, line: reader.line,
            reason: "\(reader.fieldCount) fields where \(what) should be, \(fields) of them")
    }
}
