// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// Something that a service can do (VOSI 1.1 §2, VOResource 1.1).
public struct VOSICapability: Sendable, Hashable {
    public struct Interface: Sendable, Hashable {
        /// "vs:ParamHTTP".
        public var type: String?
        /// "std" for the one the standard speaks of.
        public var role: String?
        public var accessURLs: [String]
        public var mirrorURLs: [String]
        /// Identifiers of the logins it takes; empty for none.
        public var securityMethods: [String]
    }

    public var standardID: String
    public var interfaces: [Interface]
    /// Rows sent by default, and at most; `nil` if not said.
    public var defaultLimit: Int?
    public var hardLimit: Int?
    /// Ways to send tables along: the fragments of their identifiers, "upload-inline".
    public var uploadMethods: [String]

    /// The capabilities of a service.
    ///
    /// - Throws: ``ServiceError``.
    public static func list(_ response: TransportResponse) throws(ServiceError) -> [VOSICapability] {
        let root = try XMLTree.vosi(response, "capabilities")
        return root.all("capability").map { VOSICapability($0) }
    }

    private init(_ element: XMLTree) {
        standardID = element.attributes["standardID"] ?? ""
        interfaces = element.all("interface").map { interface in
            func texts(_ name: String) -> [String] { interface.all(name).map(\.text.trimmed).filter { !$0.isEmpty } }
            return Interface(
                type: interface.attributes["type"], role: interface.attributes["role"], accessURLs: texts("accessURL"),
                mirrorURLs: texts("mirrorURL"),
                securityMethods: interface.all("securityMethod").compactMap { $0.attributes["standardID"] })
        }
        let limit = element.first("outputLimit")
        // SSA's extension to the registry has names of its own.
        defaultLimit = (limit?.text("default") ?? element.text("defaultMaxRecords")).flatMap { Int($0) }
        hardLimit = (limit?.text("hard") ?? element.text("maxRecords")).flatMap { Int($0) }
        uploadMethods = element.all("uploadMethod").compactMap { method in
            method.attributes["ivo-id"].map { id in id.split(separator: "#").last.map(String.init) ?? id }
        }
    }
}
