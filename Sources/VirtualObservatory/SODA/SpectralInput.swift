// SPDX-License-Identifier: Apache-2.0

import HTTPTransport

/// The parameters by which a service takes a stretch of the spectrum: one with both ends, or one for each.
private enum SpectralInput {
    /// Both ends with a blank between them (SODA 1.0 §3.3.4), or with a slash where the service follows SSA.
    case interval(InputParameter, slash: Bool)
    case ends(lower: InputParameter?, upper: InputParameter?)
}

extension ServiceDescriptor {
    /// Whether the service cuts in wavelength.
    public var cutsSpectrally: Bool { spectralInput != nil }

    /// What the service covers, in metres: the limits of its parameters; `nil` if it does not say.
    public var spectralLimits: NumberRange? {
        let inputs: [InputParameter]
        switch spectralInput {
        case .interval(let input, _): inputs = [input]
        case .ends(let lower, let upper): inputs = [lower, upper].compactMap { $0 }
        case nil: return nil
        }
        let limits = inputs.flatMap { input in
            [input.minimum, input.maximum].compactMap { text in
                text.flatMap { Double($0) }.flatMap { value in Self.unit(of: input)?.metres(value) }
            }
        }.filter(\.isFinite)
        guard let least = limits.min(), let most = limits.max() else { return nil }
        return NumberRange(least, most)
    }

    /// The fields that ask for a stretch.
    func spectralFields(_ interval: SpectralInterval) throws(ServiceError) -> [TransportRequest.Field] {
        guard let spectralInput else {
            let names = choices.map(\.name).joined(separator: ", ")
            throw .notOffered(
                service: accessURL, parameter: "band",
                reason: "the service does not cut in wavelength\(names.isEmpty ? "" : ", it takes \(names)")")
        }
        switch spectralInput {
        case .interval(let input, let slash):
            let (lower, upper) = try ends(interval, input)
            if slash { return [.init(input.name, NumberRange(lower, upper).text)] }
            return [.init(input.name, (lower.map { "\($0)" } ?? "-Inf") + " " + (upper.map { "\($0)" } ?? "+Inf"))]
        case .ends(let first, let second):
            var fields: [TransportRequest.Field] = []
            if let first, let value = try ends(interval, first).lower { fields.append(.init(first.name, "\(value)")) }
            if let second, let value = try ends(interval, second).upper {
                fields.append(.init(second.name, "\(value)"))
            }
            return fields
        }
    }

    /// The ends in the unit and medium of a parameter; `nil` where open. Frequencies fall where wavelengths rise.
    private func ends(
        _ interval: SpectralInterval, _ input: InputParameter
    ) throws(ServiceError) -> (lower: Double?, upper: Double?) {
        guard let unit = Self.unit(of: input) else {
            throw .notOffered(
                service: accessURL, parameter: input.name,
                reason: "its unit \"\(input.unit ?? "")\" is none of a spectrum")
        }
        var range = interval.vacuum
        if input.ucd?.lowercased().contains("obs.atmos") == true {
            guard let air = interval.air else {
                throw .notOffered(
                    service: accessURL, parameter: input.name, reason: "it takes wavelengths in air, give them too")
            }
            range = air
        }
        let values = [range.lower, range.upper].map { $0.map { unit.value(metres: $0) } }
        return unit.risesWithWavelength ? (values[0], values[1]) : (values[1], values[0])
    }

    private static func unit(of input: InputParameter) -> SpectralUnit? {
        input.unit.map { SpectralUnit($0) } ?? .metre
    }

    private var spectralInput: SpectralInput? {
        let spectral = choices.filter { Self.isSpectral($0) }
        func end(_ marks: [String]) -> InputParameter? {
            spectral.first { input in
                let ucd = (input.ucd ?? "").lowercased()
                return marks.contains { ucd.contains($0) || input.name.lowercased().hasSuffix("_" + $0.suffix(3)) }
            }
        }
        if let input = spectral.first(where: { $0.isInterval }) { return .interval(input, slash: false) }
        let (lower, upper) = (end(["par.min", "stat.min"]), end(["par.max", "stat.max"]))
        if lower != nil || upper != nil { return .ends(lower: lower, upper: upper) }
        guard let input = spectral.first else { return nil }
        // Text: as SODA has it, or before SODA as SSA has it.
        return .interval(input, slash: kind == .getData || kind == .other)
    }

    /// By UCD; a parameter without one by its unit, and only then by the name that SODA gives it.
    private static func isSpectral(_ input: InputParameter) -> Bool {
        if let ucd = input.ucd?.lowercased() {
            let words = ucd.split(separator: ";").map(\.trimmed)
            // Resolution and the like are no place on the axis.
            if words.contains(where: { $0.hasPrefix("spect.") || $0.hasPrefix("phot") }) { return false }
            return words.contains { $0 == "em" || $0.hasPrefix("em.") }
        }
        if let unit = input.unit {
            return SpectralUnit(unit) != nil && (input.isInterval || input.name.uppercased() == "BAND")
        }
        return input.name.uppercased() == "BAND"
    }
}
