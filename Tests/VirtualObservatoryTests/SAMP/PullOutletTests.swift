// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import VirtualObservatory

@Suite struct PullOutletTests {
    private let delivery = HubDelivery.notification(sender: "c1", message: "m")
    private let callback: SAMPValue = [
        "samp.methodName": "samp.webclient.receiveNotification", "samp.params": ["c1", "m"],
    ]

    @Test("what is there is fetched at once, and only once")
    func atOnce() async {
        let outlet = PullOutlet()
        outlet.put(delivery)
        outlet.put(delivery)
        #expect(await outlet.pull(timeout: .seconds(60)) == [callback, callback])
        #expect(await outlet.pull(timeout: .zero) == [])
        #expect(await outlet.pull(timeout: .milliseconds(5)) == [])
    }

    @Test("a fetch that waits is woken by what comes, and by the end")
    func waiting() async {
        let outlet = PullOutlet()
        async let first = outlet.pull(timeout: .seconds(600))
        while outlet.idle != .zero { await Task.yield() }
        outlet.put(delivery)
        #expect(await first == [callback])
        async let second = outlet.pull(timeout: .seconds(600))
        while outlet.idle != .zero { await Task.yield() }
        outlet.close()
        #expect(await second == [])
    }
}
