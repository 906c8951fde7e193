// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@Suite struct HostLimitTests {
    let server: MisbehavingServer

    init() throws { server = try MisbehavingServer() }

    @Test("no more than the allowed number of requests are made to one host at once")
    func concurrency() async throws {
        server.otherwise(.delayed(.milliseconds(5), .text("x")))
        let transport = Transport(.quick)
        let url = server.url("/")
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<40 {
                group.addTask { try await transport.fetch(TransportRequest("\(url)\(number)")).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 200, count: 40))
        #expect(server.peakConcurrency == 3)
        #expect(server.connectionCount <= 4)
    }

    @Test("a politeness delay keeps starts apart")
    func politeness() async throws {
        server.otherwise(.text("x"))
        let transport = Transport(.quick { $0.politeness = .milliseconds(60) })
        let url = server.url("/")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try await transport.fetch(TransportRequest(url)) } }
            try await group.waitForAll()
        }
        let times = server.requests.map(\.time).sorted()
        #expect(times[3] - times[0] >= .milliseconds(150))
    }

    @Test("cancelling the task ends a running transfer, one that waits for its turn, and one that waits to try again")
    func cancellation() async throws {
        server.on("/stall", .stallBeforeHeader)
        server.on("/busy", .busy(503, retryAfter: "100"))
        let transport = Transport(.quick { $0.perHost = 1 })
        let patient = Transport(
            .quick {
                $0.retries = 5; $0.firstPause = .seconds(100); $0.longestPause = .seconds(100)
            })
        let stall = server.url("/stall")
        let running = Task {
            await failure { () throws(TransportError) in try await transport.fetch(TransportRequest(stall)) }
        }
        while server.running == 0 { try await Task.sleep(for: .milliseconds(2)) }
        let waiting = Task {
            await failure { () throws(TransportError) in try await transport.fetch(TransportRequest(stall)) }
        }
        let busy = server.url("/busy")
        let pausing = Task {
            await failure { () throws(TransportError) in try await patient.fetch(TransportRequest(busy)) }
        }
        while server.requests(to: "/busy").isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        waiting.cancel()
        #expect(await waiting.value?.code == "HTT017")
        running.cancel()
        #expect(await running.value?.code == "HTT017")
        pausing.cancel()
        #expect(await pausing.value?.code == "HTT017")
        let early = Task {
            while !Task.isCancelled { await Task.yield() }
            return await failure { () throws(TransportError) in try await transport.fetch(TransportRequest(stall)) }
        }
        early.cancel()
        #expect(await early.value?.code == "HTT017")
        server.on("/good", .text("still alive"))
        #expect(try await transport.fetch(TransportRequest(server.url("/good"))).status == 200)
    }

    @Test("two thousand small files come through three connections")
    func manySmallFiles() async throws {
        let bytes = fitsBytes(5760)
        server.otherwise(.respond { _ in .resource(bytes) })
        server.keepLog(false)
        let transport = Transport(.quick)
        let url = server.url("/")
        let total = try await withThrowingTaskGroup(of: Int.self) { group in
            for part in 0..<3 {
                group.addTask {
                    var sum = 0
                    for number in 0..<667 {
                        sum += try await transport.fetch(TransportRequest("\(url)\(part)/\(number)")).byteCount
                    }
                    return sum
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(total == 3 * 667 * 5760)
        #expect(server.connectionCount <= 3)
    }
}
