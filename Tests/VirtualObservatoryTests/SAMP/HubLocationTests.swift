// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import VirtualObservatory

@Suite struct HubLocationTests {
    @Test("SAMP_HUB goes before .samp in the home directory")
    func discovery() throws {
        #expect(try HubLocation(environment: ["HOME": "/home/u"]).place == .file("/home/u/.samp"))
        #expect(
            try HubLocation(environment: ["HOME": "/h", "SAMP_HUB": "std-lockurl:file:///tmp/a%20b"]).place
                == .file("/tmp/a b"))
        #expect(
            try HubLocation(environment: ["SAMP_HUB": "std-lockurl:http://127.0.0.1:9/lock"]).place
                == .url("http://127.0.0.1:9/lock"))
        #expect(throws: SAMPError.badLock(place: "SAMP_HUB=x-other:1", reason: "only std-lockurl: is known")) {
            try HubLocation(environment: ["SAMP_HUB": "x-other:1"])
        }
    }

    @Test("a lock file has comments, blanks and line ends of any system")
    func lock() throws {
        let text =
            "# SAMP\r\nsamp.secret = a=b\r\n\r\nsamp.hub.xmlrpc.url=http://127.0.0.1:1/\r\nsamp.profile.version=1.3"
        let lock = try HubLock(text, from: "test")
        #expect(lock.secret == "a=b")
        #expect(lock.url == "http://127.0.0.1:1/")
        #expect(lock.values["samp.profile.version"] == "1.3")
        #expect(throws: SAMPError.self) { try HubLock("samp.secret=x", from: "test") }
    }

    @Test("file addresses escape every byte that is not plain, and read what Java writes")
    func fileAddresses() {
        #expect(FileAddress.url(ofPath: "/a b/ζ#?.vot") == "file:///a%20b/%CE%B6%23%3F.vot")
        #expect(FileAddress.path(of: "file:///a%20b/%CE%B6%23%3F.vot") == "/a b/ζ#?.vot")
        #expect(FileAddress.path(of: "file:/tmp/x") == "/tmp/x")
        #expect(FileAddress.path(of: "file://localhost/tmp/x") == "/tmp/x")
        #expect(FileAddress.path(of: "file://other.host/tmp/x") == nil)
        #expect(FileAddress.path(of: "file:///a%00b") == nil)
        #expect(FileAddress.path(of: "http://127.0.0.1/") == nil)
    }
}
