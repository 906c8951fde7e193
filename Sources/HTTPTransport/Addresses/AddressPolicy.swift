// SPDX-License-Identifier: Apache-2.0

/// Where addresses that came from others may lead.
///
/// The check is made on the address that is connected to, after the name was looked up, and again after every redirect, so that a public
/// name for a private address helps nobody. Schemes other than http, https and ftp are never fetched.
///
/// ```swift
/// var settings = TransportSettings()
/// settings.addresses = .strict
/// settings.addresses.allow("archive.institute.example")   // an institute's own archive on a private network
/// ```
public struct AddressPolicy: Sendable, Hashable {
    /// Whether loopback, private, link-local, shared, multicast and reserved addresses are refused.
    public var refusesPrivate: Bool
    private var hosts: Set<String> = []
    private var networks: Set<IPNetwork> = []

    /// Everything, as a user at a terminal expects.
    public static let open = AddressPolicy(refusesPrivate: false)
    /// The public internet only, as a server needs; proxies of the environment are not used, since they would connect in our place.
    public static let strict = AddressPolicy(refusesPrivate: true)

    /// A policy with an empty allow-list.
    public init(refusesPrivate: Bool) {
        self.refusesPrivate = refusesPrivate
    }

    /// Adds to the allow-list: a host name, "host:port", an address, or a block such as "192.168.7.0/24".
    public mutating func allow(_ entry: String) {
        if let network = IPNetwork(entry) { networks.insert(network) } else { hosts.insert(entry.lowercased()) }
    }

    /// Whether a connection that was asked for by `origin` may go to `address`.
    public func permits(_ address: IPAddress, for origin: Origin) -> Bool {
        guard refusesPrivate else { return true }
        return address.isPublic || hosts.contains(origin.host) || hosts.contains("\(origin.host):\(origin.port)")
            || networks.contains { $0.contains(address) || $0.contains(address.inner) }
    }
}
