// SPDX-License-Identifier: Apache-2.0

import VOTable

/// A service that works on the rows of a table, and the parameters it takes (DataLink 1.1 §4).
public struct ServiceDescriptor: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable { case links, sodaSync, sodaAsync, getData, other }

    /// What `service_def` of a links table names.
    public var id: String?
    /// For people; several descriptors may share it.
    public var name: String?
    public var description: String?
    /// Absolute.
    public var accessURL: String
    public var standardID: String?
    public var resourceIdentifier: String?
    public var contentType: String?
    public var inputs: [InputParameter]

    /// By the beginning of the standard's identifier, in any case; versions and SODA's predecessor SSDP make no difference.
    public var kind: Kind {
        let id = (standardID ?? "").lowercased()
        if id.hasPrefix("ivo://ivoa.net/std/datalink#links") { return .links }
        for standard in ["soda", "ssdp"] {
            if id.hasPrefix("ivo://ivoa.net/std/\(standard)#sync") { return .sodaSync }
            if id.hasPrefix("ivo://ivoa.net/std/\(standard)#async") { return .sodaAsync }
        }
        return name?.lowercased() == "getdatameta" ? .getData : .other
    }

    /// All descriptors of a document, in document order.
    public static func all(in answer: DALIAnswer) -> [ServiceDescriptor] {
        var result: [ServiceDescriptor] = []
        func visit(_ resource: VOTableDocument.Resource) {
            if let descriptor = described(resource, answer) ?? getData(resource, answer) { result.append(descriptor) }
            for inner in resource.resources { visit(inner) }
        }
        for resource in answer.document.resources { visit(resource) }
        return result
    }

    private static func described(_ resource: VOTableDocument.Resource, _ answer: DALIAnswer) -> ServiceDescriptor? {
        guard resource.utype?.trimmed.lowercased() == "adhoc:service" else { return nil }
        func text(_ name: String) -> String? {
            resource.parameters.first { $0.field.name.equalsIgnoringCase(name) }?.value.text
        }
        guard let address = text("accessURL") else { return nil }
        var inputs: [InputParameter] = []
        func visit(_ group: VOTableDocument.Group) {
            inputs += group.parameters.map(InputParameter.init)
            for inner in group.groups { visit(inner) }
        }
        for group in resource.groups where group.name?.equalsIgnoringCase("inputParams") == true { visit(group) }
        return ServiceDescriptor(
            id: resource.id, name: resource.name, description: resource.description,
            accessURL: answer.absolute(address), standardID: text("standardID"),
            resourceIdentifier: text("resourceIdentifier"), contentType: text("contentType"), inputs: inputs)
    }

    /// The getData extension of SSA, from before SODA: the same address as the query, with REQUEST=getData, the identifier as
    /// PUBDID, and parameters in a table of their own.
    private static func getData(_ resource: VOTableDocument.Resource, _ answer: DALIAnswer) -> ServiceDescriptor? {
        guard resource.name?.lowercased() == "getdatameta",
            let table = resource.tables.first(where: { $0.name?.lowercased() == "generationparameters" })
                ?? resource.tables.first
        else { return nil }
        var request = VOTableField(name: "REQUEST", datatype: .char, arraysize: "*")
        request.description = "Fixed: SSA's getData extension"
        var identifier = VOTableField(name: "PUBDID", datatype: .char, arraysize: "*")
        let publisher = answer.results.map { ColumnFinder($0) }.flatMap { finder in
            finder.column(.publisherDID).map { finder.columns[$0] }
        }
        identifier.ref = publisher?.id ?? publisher?.name
        guard identifier.ref != nil else { return nil }
        var inputs = [
            InputParameter(.init(field: request, value: .text("getData"))),
            InputParameter(.init(field: identifier, value: .null)),
        ]
        for parameter in table.parameters {
            var input = InputParameter(parameter)
            // Here a value is a default, to be changed; a descriptor would make it fixed.
            input.value = nil
            inputs.append(input)
        }
        let query = answer.url.firstIndex(of: "?") ?? answer.url.endIndex
        return ServiceDescriptor(
            name: resource.name, description: resource.description, accessURL: String(answer.url[..<query]),
            inputs: inputs)
    }

    /// The fields that a row gives: fixed values, and those that refer to its columns.
    ///
    /// - Parameter value: the value in the column of an ID.
    /// - Throws: ``ServiceError/notOffered(service:parameter:reason:)`` if the row lacks a value that the service needs.
    func given(_ value: (String) -> String?) throws(ServiceError) -> [(input: InputParameter, value: String)] {
        var result: [(InputParameter, String)] = []
        for input in inputs {
            if let fixed = input.value {
                result.append((input, fixed))
            } else if let reference = input.reference {
                guard let text = value(reference) else {
                    throw .notOffered(
                        service: accessURL, parameter: input.name, reason: "the row has no value in column \(reference)"
                    )
                }
                result.append((input, text))
            }
        }
        return result
    }

    /// The parameters that are left to the user.
    public var choices: [InputParameter] { inputs.filter { $0.value == nil && $0.reference == nil } }
}
