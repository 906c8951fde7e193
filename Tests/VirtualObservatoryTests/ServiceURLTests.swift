// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Testing
import VirtualObservatory

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
}
