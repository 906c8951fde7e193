// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
import VOTable

/// What a user wants of each spectrum from a service that cuts and converts.
public struct SODAChoice: Sendable, Hashable {
    /// The stretch to cut out; sent in the unit, the medium and the parameters that the service declares.
    public var interval: SpectralInterval?
    /// Values by parameter name, in any case: FLUXCALIB, FORMAT, or whatever the service calls them.
    public var values: [TransportRequest.Field]

    public init(interval: SpectralInterval? = nil, values: [TransportRequest.Field] = []) {
        self.interval = interval
        self.values = values
    }
}

extension ServiceDescriptor {
    /// The parameters of a request for one dataset: what its row gives and what the user wants, and nothing the descriptor does not
    /// declare, because these services refuse unknown parameters (SODA 1.0 §3, DataLink 1.1 §4.1).
    ///
    /// - Parameter value: the value in the row's column of an ID.
    /// - Throws: ``ServiceError/notOffered(service:parameter:reason:)``.
    public func fields(
        _ choice: SODAChoice, row value: (String) -> String?
    ) throws(ServiceError) -> [TransportRequest.Field] {
        var fields = try given(value).map { TransportRequest.Field($0.input.name, $0.value) }
        if let interval = choice.interval { fields += try spectralFields(interval) }
        for wanted in choice.values {
            let input = try input(for: wanted)
            guard !fields.contains(where: { $0.name == input.name }) else {
                throw notOffered(wanted.name, "it is given twice, or fixed by the service")
            }
            fields.append(.init(input.name, try accepted(wanted.value, input)))
        }
        return fields
    }

    private func notOffered(_ parameter: String, _ reason: String) -> ServiceError {
        .notOffered(service: accessURL, parameter: parameter, reason: reason)
    }

    private func input(for wanted: TransportRequest.Field) throws(ServiceError) -> InputParameter {
        if let input = choices.first(where: { $0.name.equalsIgnoringCase(wanted.name) }) { return input }
        // What the standards call it, where the service has another name for it.
        let item: ColumnItem? =
            switch wanted.name.uppercased() {
            case "FLUXCALIB": .fluxCalibration
            case "FORMAT", "RESPONSEFORMAT": .accessFormat
            default: nil
            }
        if let item {
            let match = choices.first { input in
                input.utype.map { item.utypes.contains(ColumnItem.plain(utype: $0)) } ?? false
                    || input.ucd.map { item.ucds.contains($0.lowercased()) } ?? false
            }
            if let match { return match }
        }
        let names = choices.map(\.name)
        throw notOffered(
            wanted.name,
            names.isEmpty ? "the service takes no parameters" : "the service takes \(names.joined(separator: ", "))")
    }

    /// The value in the spelling of the service.
    private func accepted(_ value: String, _ input: InputParameter) throws(ServiceError) -> String {
        guard !input.options.isEmpty else { return try within(value, input) }
        if input.options.contains(value) { return value }
        let alike = input.options.filter { $0.equalsIgnoringCase(value) }
        if alike.count == 1 { return alike[0] }
        let wanted = MediaType(value)
        let types = input.options.filter { MediaType($0) == wanted }
        if let first = types.first { return first }
        // "fits", "votable", "csv": the plainest form of that kind.
        let word = value.lowercased()
        let kin = input.options.filter { MediaType($0).essence.contains(word) }.sorted { $0.count < $1.count }
        if ["fits", "votable", "csv", "plain"].contains(word),
            let first = kin.first(where: { $0.contains("application") }) ?? kin.first
        {
            return first
        }
        throw notOffered(input.name, "\"\(value)\" is none of \(input.options.joined(separator: ", "))")
    }

    /// A single number must lie within the declared limits, which are rounded to single precision now and then.
    private func within(_ value: String, _ input: InputParameter) throws(ServiceError) -> String {
        let isNumber = ![.char, .unicodeChar, .boolean].contains(input.datatype)
        guard isNumber, input.arraysize == nil || input.arraysize == "1" else { return value }
        guard let number = Double(value.trimmed), number.isFinite else {
            throw notOffered(input.name, "\"\(value)\" is no number")
        }
        let slack = 1e-6 * abs(number)
        if let least = input.minimum.flatMap({ Double($0) }), number < least - slack {
            throw notOffered(input.name, "\(value) is below the least value, \(least)")
        }
        if let most = input.maximum.flatMap({ Double($0) }), number > most + slack {
            throw notOffered(input.name, "\(value) is above the greatest value, \(most)")
        }
        return value
    }
}
