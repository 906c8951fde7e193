// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

extension XMLRPCCaller {
    /// Calls over a transport, which should have the settings ``HTTPTransport/TransportSettings/samp``.
    public init(_ transport: Transport) {
        self.init { url, body in
            let request = TransportRequest(url, method: .post, body: .data(body, contentType: "text/xml"))
            let response = try await transport.fetch(request)
            guard response.status < 300 else {
                throw SAMPError.unreachable(url: url, reason: "it answers with status \(response.status)")
            }
            return response.body
        }
    }
}

extension TransportSettings {
    /// For programs of this machine: many calls at once, none made twice, no proxy and no netrc between.
    public static var samp: TransportSettings {
        var settings = TransportSettings()
        settings.perHost = 64
        settings.retries = 0
        settings.connectTimeOut = .seconds(5)
        settings.asksForCompression = false
        settings.environment = [:]
        return settings
    }
}
