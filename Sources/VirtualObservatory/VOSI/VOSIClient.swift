// SPDX-License-Identifier: Apache-2.0

import HTTPTransport

/// Asks a service about itself (VOSI 1.1).
public struct VOSIClient: Sendable {
    let base: String
    let transport: any ServiceExchange

    /// - Parameter service: the address of the service, whose documents stand beside or below it.
    public init(_ service: String, _ transport: any ServiceExchange) {
        var base = String(service.trimmed.prefix { $0 != "?" })
        while base.hasSuffix("/") { base.removeLast() }
        // DaCHS' "ssap.xml", "scs.xml" stand beside them.
        if let slash = base.lastIndex(of: "/"), base[slash...].hasSuffix(".xml") { base = String(base[..<slash]) }
        self.base = base
        self.transport = transport
    }

    /// - Throws: ``ServiceError``.
    public func availability() async throws(ServiceError) -> VOSIAvailability {
        try VOSIAvailability(try await transport.answer(TransportRequest(base + "/availability")))
    }

    /// - Throws: ``ServiceError``.
    public func capabilities() async throws(ServiceError) -> [VOSICapability] {
        try VOSICapability.list(try await transport.answer(TransportRequest(base + "/capabilities")))
    }

    /// - Throws: ``ServiceError``.
    public func tables() async throws(ServiceError) -> [VOSITable] {
        try VOSITable.list(try await transport.answer(TransportRequest(base + "/tables")))
    }
}
