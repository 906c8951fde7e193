// SPDX-License-Identifier: Apache-2.0

/// Which proxy a request goes through, by the variables that curl, wget and Python honour.
struct ProxyRule: Sendable {
    private let proxies: [String: String]
    private let exceptions: [String]

    init(environment: [String: String]) {
        // HTTP_PROXY in capitals could be set by a remote client of a CGI program, so only the small form counts.
        let names = [
            "http": ["http_proxy"], "https": ["https_proxy", "HTTPS_PROXY"], "ftp": ["ftp_proxy", "FTP_PROXY"],
            "all": ["all_proxy", "ALL_PROXY"],
        ]
        proxies = names.compactMapValues { $0.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } }
        exceptions = (environment["no_proxy"] ?? environment["NO_PROXY"] ?? "").lowercased()
            .split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// - Returns: the address of the proxy, `nil` for none.
    func proxy(for origin: Origin) -> String? {
        let scheme = origin.scheme == "ftps" ? "ftp" : origin.scheme
        guard let proxy = proxies[scheme] ?? proxies["all"] else { return nil }
        return exceptions.contains { matches($0, origin) } ? nil : proxy
    }

    private func matches(_ exception: String, _ origin: Origin) -> Bool {
        if exception == "*" { return true }
        let host = origin.host.hasPrefix("[") ? String(origin.host.dropFirst().dropLast()) : origin.host
        if let network = IPNetwork(exception), let address = IPAddress(host) { return network.contains(address) }
        var name = exception[...]
        if let colon = name.lastIndex(of: ":"), let port = Int(name[colon...].dropFirst()),
            !name[..<colon].contains(":")
        {
            guard port == origin.port else { return false }
            name = name[..<colon]
        }
        if name.hasPrefix("*.") { name = name.dropFirst() }
        if name.hasPrefix(".") { name = name.dropFirst() }
        return host == name || host.hasSuffix("." + name)
    }
}
