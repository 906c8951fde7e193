// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Testing

@Suite struct TransportRequestTests {
    @Test("a request gets what its address names, without a body")
    func defaults() {
        let request = TransportRequest("http://localhost/x")
        #expect(request.method == .get)
        #expect(request.body == nil)
    }
}
