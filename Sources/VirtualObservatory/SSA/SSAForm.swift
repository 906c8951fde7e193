// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
public import VOTable

/// What a service says about itself when asked with FORMAT=METADATA (SSA 1.1 §8.3.3): its parameters and its columns.
public struct SSAForm: Sendable, Hashable {
    public var title: String?
    public var description: String?
    /// What may be asked for, with units and options; names without "INPUT:".
    public var inputs: [InputParameter]
    /// The columns of answers.
    public var columns: [VOTableField]
    /// The services it offers for its rows.
    public var descriptors: [ServiceDescriptor]

    /// The request that a form answers.
    public static func request(_ service: ServiceURL) -> TransportRequest {
        TransportRequest(service.setting([.init("REQUEST", "queryData"), .init("FORMAT", "METADATA")]))
    }

    /// - Throws: ``ServiceError``.
    public init(_ response: TransportResponse) throws(ServiceError) {
        let answer = try DALIAnswer(response)
        var parameters: [VOTableDocument.Parameter] = answer.document.parameters
        var infos = answer.document.infos
        var descriptions = [answer.document.description]
        func visit(_ resource: VOTableDocument.Resource) {
            parameters += resource.parameters
            infos += resource.infos
            descriptions.append(resource.description)
            for table in resource.tables { parameters += table.parameters }
            for inner in resource.resources { visit(inner) }
        }
        for resource in answer.document.resources { visit(resource) }
        inputs = parameters.compactMap { parameter in
            guard parameter.field.name.uppercased().hasPrefix("INPUT:") else { return nil }
            var input = InputParameter(parameter)
            input.name = String(parameter.field.name.dropFirst(6))
            return input
        }
        title = infos.first { $0.name.lowercased() == "serviceinfo" }.map(\.content.oneLine).flatMap {
            $0.isEmpty ? nil : $0
        }
        description = descriptions.compactMap { $0?.oneLine }.first { !$0.isEmpty }
        let tables = answer.document.resources.flatMap(\.tables)
        columns = (answer.results ?? tables.first { !$0.fields.isEmpty })?.fields ?? []
        descriptors = ServiceDescriptor.all(in: answer)
        if inputs.isEmpty, columns.isEmpty {
            throw .incomplete(url: answer.url, missing: "description of parameters (PARAM named INPUT:…)")
        }
    }
}
