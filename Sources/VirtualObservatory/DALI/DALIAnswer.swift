// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
public import VOTable

/// The VOTable that a service answered with.
public struct DALIAnswer: Sendable, Hashable {
    /// Where it came from in the end; relative links count from here.
    public var url: String
    public var document: VOTableDocument
    public var status: QueryStatus

    /// Reads an answer the way real services make it necessary: a body that is a VOTable speaks for itself, whatever the HTTP status and
    /// the Content-Type; then the status counts; then anything else is named and quoted.
    ///
    /// - Throws: ``ServiceError``; an answer with QUERY_STATUS=ERROR is ``ServiceError/refused(url:message:)``.
    public init(_ response: TransportResponse) throws(ServiceError) {
        let text = response.excerpt
        let document: VOTableDocument
        do throws(VOTableError) {
            document = try VOTableDocument(bytes: Array(response.body), name: "the answer")
        } catch {
            guard response.status < 400 else {
                throw .status(url: response.url, status: response.status, text: text)
            }
            if case .notVOTable = error {
                throw .notVOTable(url: response.url, kind: response.content.article, text: text)
            }
            throw .unreadable(url: response.url, reason: "\(error)")
        }
        let status = QueryStatus(of: document)
        if case .error(let message) = status { throw .refused(url: response.url, message: message) }
        guard response.status < 400 else {
            throw .status(url: response.url, status: response.status, text: text)
        }
        self.init(url: response.url, document: document, status: status ?? .ok)
    }

    init(url: String, document: VOTableDocument, status: QueryStatus) {
        self.url = url
        self.document = document
        self.status = status
    }

    /// The table with the result: the first with columns in a RESOURCE of type "results", else the first with columns outside one of type
    /// "meta"; `nil` if there is none.
    public var results: VOTableDocument.Table? {
        var typed: VOTableDocument.Table?
        var untyped: VOTableDocument.Table?
        func visit(_ resource: VOTableDocument.Resource, _ isResults: Bool) {
            let type = resource.type?.lowercased()
            let isResults = isResults || type == "results"
            if type != "meta", let table = resource.tables.first(where: { !$0.fields.isEmpty }) {
                if isResults, typed == nil { typed = table }
                if untyped == nil { untyped = table }
            }
            for inner in resource.resources { visit(inner, isResults) }
        }
        for resource in document.resources { visit(resource, false) }
        return typed ?? untyped
    }

    /// A link of the document as an absolute address.
    func absolute(_ link: String) -> String { ServiceURL.absolute(link.trimmed, base: url) }
}
