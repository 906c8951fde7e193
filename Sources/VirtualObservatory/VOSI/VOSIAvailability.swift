// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// Whether a service is up (VOSI 1.1 §3).
public struct VOSIAvailability: Sendable, Hashable {
    public var isAvailable: Bool
    /// Dates as written.
    public var upSince: String?
    public var downAt: String?
    public var backAt: String?
    public var notes: [String]

    /// - Throws: ``ServiceError``.
    public init(_ response: TransportResponse) throws(ServiceError) {
        let root = try XMLTree.vosi(response, "availability")
        isAvailable = ["true", "1"].contains(root.text("available")?.lowercased() ?? "")
        upSince = root.text("upSince")
        downAt = root.text("downAt")
        backAt = root.text("backAt")
        notes = root.all("note").map(\.text.oneLine)
    }
}

extension XMLTree {
    /// The root of a VOSI document of that kind.
    static func vosi(_ response: TransportResponse, _ name: String) throws(ServiceError) -> XMLTree {
        guard response.status < 400 else {
            throw .status(url: response.url, status: response.status, text: response.excerpt)
        }
        let root = try XMLTree.read(response.body, url: response.url)
        guard root.name.equalsIgnoringCase(name) else {
            throw .badXML(url: response.url, reason: "the document is <\(root.name.prefix(40))>, not <\(name)>")
        }
        return root
    }
}
