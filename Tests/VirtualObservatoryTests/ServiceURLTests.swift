// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Testing

@testable import VirtualObservatory

@Suite struct ServiceURLTests {
    @Test(
        "parameters are appended to any form of base address",
        arguments: [
            ("http://a/s", "http://a/s?POS=1%2C-2"), ("http://a/s?", "http://a/s?POS=1%2C-2"),
            ("http://a/s?t=x", "http://a/s?t=x&POS=1%2C-2"), ("http://a/s?t=x&", "http://a/s?t=x&POS=1%2C-2"),
        ])
    func appended(base: String, whole: String) {
        #expect(ServiceURL(base).appending([.init("POS", "1,-2")]) == whole)
    }

    @Test(
        "links of a document count from where it came from",
        arguments: [
            ("b.fits", "http://a.example/x/b.fits"), ("/b", "http://a.example/b"), ("?q=1", "http://a.example/x/y?q=1"),
            ("../b", "http://a.example/b"), ("//c.example/b", "http://c.example/b"), ("https://d/e", "https://d/e"),
            ("ivo://x/y", "ivo://x/y"),
        ])
    func absolute(link: String, whole: String) {
        #expect(ServiceURL.absolute(link, base: "http://a.example/x/y?ID=ivo://z/w") == whole)
    }
}
