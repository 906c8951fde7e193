// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import HTTPTransport

@Suite struct AddressPolicyTests {
    @Test(
        "loopback, private, link-local, shared, multicast and reserved addresses are not public, in any disguise",
        arguments: [
            "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1", "::1", "::",
            "fe80::1",
            "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:0:1:2:3:4:80ff:fffe", "2001:db8::1", "64:ff9b:1::1", "::ffff:0:127.0.0.1",
        ])
    func notPublic(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic == false)
    }

    @Test(
        "addresses of the internet are public",
        arguments: [
            "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "193.0.6.139", "2a00:1450:4001::1",
            "::ffff:8.8.8.8", "64:ff9b::808:808",
        ])
    func isPublic(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test("the strict policy refuses this machine however it is named, and a redirect to it")
    func strict() async throws {
        let server = try MisbehavingServer()
        server.otherwise(.text("inside"))
        let transport = Transport(
            .quick {
                $0.addresses = .strict; $0.retries = 0
            })
        let port = server.port
        for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "127.1"] {
            let error = await failure { () throws(TransportError) in
                try await transport.fetch(TransportRequest("http://\(host):\(port)/"))
            }
            #expect(error?.code == "HTT002", "\(host): \(error.map(\.description) ?? "")")
        }
        #expect(server.connectionCount == 0)
    }

    @Test("the allow-list opens a host, a host with port, or a block, and no more after a redirect")
    func allowList() async throws {
        let server = try MisbehavingServer()
        let inner = try MisbehavingServer()
        server.otherwise(.text("inside"))
        server.on("/away", .redirect(to: inner.url("/secret")))
        for entry in ["localhost", "localhost:\(server.port)", "127.0.0.0/8", "127.0.0.1"] {
            let settings = TransportSettings.quick {
                $0.addresses = .strict
                $0.addresses.allow(entry)
                $0.retries = 0
            }
            let answer = try await Transport(settings).fetch(TransportRequest("http://localhost:\(server.port)/"))
            #expect(answer.status == 200, "\(entry)")
        }
        let settings = TransportSettings.quick {
            $0.addresses = .strict
            $0.addresses.allow("localhost:\(server.port)")
            $0.retries = 0
        }
        let error = await failure { () throws(TransportError) in
            try await Transport(settings).fetch(TransportRequest("http://localhost:\(server.port)/away"))
        }
        #expect(error == .forbidden(url: inner.url("/secret"), target: "127.0.0.1"))
        #expect(inner.connectionCount == 0)
    }
}
