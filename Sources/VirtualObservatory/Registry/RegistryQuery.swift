// SPDX-License-Identifier: Apache-2.0

/// A question to the registry: which services are there (RegTAP 1.1).
public struct RegistryQuery: Sendable, Hashable {
    /// The protocols that can be looked for.
    public enum Standard: String, Sendable, Hashable, CaseIterable {
        case ssa, tap, cone, datalink, soda

        /// How the standard's identifier begins.
        var standard: String {
            switch self {
            case .ssa: "ivo://ivoa.net/std/ssa"
            case .tap: "ivo://ivoa.net/std/tap"
            case .cone: "ivo://ivoa.net/std/conesearch"
            case .datalink: "ivo://ivoa.net/std/datalink"
            case .soda: "ivo://ivoa.net/std/soda"
            }
        }
    }

    /// Words of the messenger vocabulary (http://www.ivoa.net/rdf/messenger).
    public static let wavebands = [
        "radio", "millimeter", "infrared", "optical", "uv", "euv", "x-ray", "gamma-ray", "neutrino",
    ]

    public var service = Standard.ssa
    /// Each must be in the title, the description or the subjects.
    public var keywords: [String] = []
    public var waveband: String?
    /// Part of an identifier, a short name or a publisher.
    public var identifier: String?

    public init() {}

    /// The query in ADQL.
    ///
    /// - Throws: ``ServiceError/badParameter(name:value:reason:)``.
    public func adql() throws(ServiceError) -> String {
        var conditions = [
            "standard_id LIKE \(ADQL.text(service.standard + "%"))", "intf_role = 'std'",
        ]
        if let waveband {
            let word = waveband.trimmed.lowercased()
            guard Self.wavebands.contains(word) else {
                throw .badParameter(
                    name: "waveband", value: waveband, reason: "give one of \(Self.wavebands.joined(separator: ", "))")
            }
            conditions.append("1 = ivo_hashlist_has(waveband, \(ADQL.text(word)))")
        }
        for keyword in keywords.map(\.trimmed) where !keyword.isEmpty {
            let word = ADQL.text(keyword)
            let subject = ADQL.text("%\(keyword.lowercased())%")
            conditions.append(
                "(1 = ivo_hasword(res_title, \(word)) OR 1 = ivo_hasword(res_description, \(word)) OR ivoid IN "
                    + "(SELECT ivoid FROM rr.res_subject WHERE 1 = ivo_nocasematch(res_subject, \(subject))))")
        }
        if let identifier {
            let pattern = ADQL.text("%\(identifier)%")
            conditions.append(
                "(1 = ivo_nocasematch(ivoid, \(pattern)) OR 1 = ivo_nocasematch(short_name, \(pattern)))")
        }
        return "SELECT ivoid, short_name, res_title, res_description, reference_url, waveband, standard_id, access_url "
            + "FROM rr.resource NATURAL JOIN rr.capability NATURAL JOIN rr.interface WHERE "
            + conditions.joined(separator: " AND ") + " ORDER BY ivoid"
    }
}
