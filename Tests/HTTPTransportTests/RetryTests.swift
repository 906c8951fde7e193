// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

@Suite struct RetryTests {
    let server: MisbehavingServer

    init() throws { server = try MisbehavingServer() }

    @Test("busy answers and lost connections are tried again")
    func again() async throws {
        server.on(
            "/x",
            .sequence([
                .busy(503), .busy(429, retryAfter: "0"), .resetBeforeHeader, .cut(fitsBytes(1000), after: 10),
                .text("at last"),
            ]))
        let answer = try await Transport(.quick).fetch(TransportRequest(server.url("/x")))
        #expect(String(decoding: answer.body, as: UTF8.self) == "at last")
        #expect(server.requestCount == 5)
    }

    @Test("in the end the busy answer is handed on")
    func givesUp() async throws {
        server.on("/x", .busy(503))
        let answer = try await Transport(.quick { $0.retries = 2 }).fetch(TransportRequest(server.url("/x")))
        #expect(answer.status == 503)
        #expect(server.requestCount == 3)
    }

    @Test("Retry-After holds back the host, and one that asks for too much ends the attempts")
    func retryAfter() async throws {
        server.on("/x", .sequence([.busy(503, retryAfter: "1"), .text("now")]))
        let settings = TransportSettings.quick { $0.longestRetryAfter = .seconds(5) }
        _ = try await Transport(settings).fetch(TransportRequest(server.url("/x")))
        let times = server.requests.map(\.time)
        #expect(times.count == 2 && times[1] - times[0] >= .milliseconds(990))
        server.on("/y", .busy(503, retryAfter: "3600"))
        #expect(try await Transport(settings).fetch(TransportRequest(server.url("/y"))).status == 503)
        #expect(server.requests(to: "/y").count == 1)
    }

    @Test("a POST is not made again once it may have been acted on, unless the service says that it did nothing")
    func post() async throws {
        let body = TransportRequest.Body.form([.init("a", "b")])
        server.on("/lost", .resetBeforeHeader)
        let error = await failure { () throws(TransportError) in
            try await Transport(.quick).fetch(TransportRequest(server.url("/lost"), method: .post, body: body))
        }
        #expect(error?.code == "HTT007")
        #expect(server.requestCount == 1)
        server.on("/busy", .sequence([.busy(503), .text("done")]))
        let answer = try await Transport(.quick).fetch(TransportRequest(server.url("/busy"), method: .post, body: body))
        #expect(answer.status == 200)
    }

    @Test("the pauses grow, stay below the longest, and depend on the seed alone")
    func backOff() {
        var settings = TransportSettings()
        settings.firstPause = .milliseconds(100)
        settings.longestPause = .seconds(1)
        settings.seed = 5
        let schedule = RetrySchedule(settings: settings)
        for attempt in 0..<8 {
            let pause = schedule.backOff(attempt, 1)
            #expect(pause <= min(.milliseconds(100) * (1 << attempt), .seconds(1)))
            #expect(pause >= min(.milliseconds(50) * (1 << attempt), .seconds(1)))
            #expect(pause == RetrySchedule(settings: settings).backOff(attempt, 1))
        }
        #expect(schedule.backOff(0, 1) != schedule.backOff(0, 2))
    }

    @Test("Retry-After is seconds or a date in any of its three forms")
    func dates() {
        let now = Date(timeIntervalSince1970: 784_111_777 - 60)
        #expect(RetryAfter.duration("120", now: now) == .seconds(120))
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            #expect(RetryAfter.duration(text, now: now) == .seconds(60), "\(text)")
        }
        #expect(RetryAfter.duration("Sun, 06 Nov 1993 08:49:37 GMT", now: now) == .zero)
        for text in ["", "soon", "-1", "inf", "Sun, 99 Foo 1994 08:49:37 GMT", "99999999999999999999, 1 2 3 25:61:61"] {
            #expect(RetryAfter.duration(text, now: now) == nil, "\(text)")
        }
    }
}
