// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import HTTPTransport

@Suite struct ProxyTests {
    @Test("a proxy of the environment is asked for the whole address, and a strict policy goes round it")
    func proxied() async throws {
        let proxy = try MisbehavingServer()
        proxy.otherwise(.respond { .text("proxied \($0.target)") })
        let environment = ["http_proxy": proxy.base, "no_proxy": "near.example"]
        let open = Transport(.quick { $0.environment = environment })
        let answer = try await open.fetch(TransportRequest("http://archive.invalid/x?y=1"))
        #expect(String(decoding: answer.body, as: UTF8.self) == "proxied http://archive.invalid/x?y=1")
        let strict = Transport(
            .quick {
                $0.environment = environment; $0.addresses = .strict; $0.retries = 0
            })
        let error = await failure { () throws(TransportError) in
            try await strict.fetch(TransportRequest("http://archive.invalid/"))
        }
        #expect(error == .unknownHost(url: "http://archive.invalid/"))
        #expect(proxy.requestCount == 1)
    }

    @Test("the variables are read as curl, wget and Python read them")
    func rule() throws {
        let rule = ProxyRule(environment: [
            "http_proxy": "http://p1", "HTTPS_PROXY": "http://p2", "all_proxy": "http://p3",
            "HTTP_PROXY": "http://never",
            "no_proxy": "near.example, .dot.example,10.0.0.0/8, one.example:8080, [::1], *.star.example",
        ])
        func proxy(_ url: String) throws -> String? { rule.proxy(for: try Origin(of: url)) }
        #expect(try proxy("http://far.example/") == "http://p1")
        #expect(try proxy("https://far.example/") == "http://p2")
        #expect(try proxy("ftp://far.example/") == "http://p3")
        for near in [
            "near.example", "a.near.example", "b.dot.example", "10.2.3.4", "one.example:8080", "x.star.example",
        ] {
            #expect(try proxy("http://\(near)/") == nil, "\(near)")
        }
        #expect(try proxy("http://one.example/") == "http://p1")
        #expect(try proxy("http://notnear.example/") == "http://p1")
        #expect(
            ProxyRule(environment: ["http_proxy": "http://p", "no_proxy": "*"]).proxy(for: try Origin(of: "http://x/"))
                == nil)
    }
}
