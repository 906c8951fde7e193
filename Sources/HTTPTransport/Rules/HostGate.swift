// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Lets few requests at once through to each host, keeps the time between them, and holds all of them back when the host asked for a
/// pause.
final class HostGate: Sendable {
    private struct Waiting {
        let ticket: UInt64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct Host {
        var running = 0
        var waiting: [Waiting] = []
        /// Waiting requests are taken from here on; the array is cut from time to time.
        var head = 0
        var nextStart: ContinuousClock.Instant
        var pausedUntil: ContinuousClock.Instant
    }

    private struct State {
        var hosts: [String: Host] = [:]
        var nextTicket: UInt64 = 0
    }

    private let limit: Int
    private let politeness: Duration
    private let state = Mutex(State())

    init(limit: Int, politeness: Duration) {
        self.limit = max(limit, 1)
        self.politeness = politeness
    }

    /// Waits for a place; every successful call is followed by one ``leave(_:)``.
    func enter(_ name: String) async throws(CancellationError) {
        guard await takePlace(name) else { throw CancellationError() }
        // The place is kept while waiting for the time to start.
        while let start = startTime(name) {
            do {
                try await Task.sleep(until: start, clock: .continuous)
            } catch {
                leave(name)
                throw CancellationError()
            }
        }
    }

    func leave(_ name: String) {
        let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
            guard var host = state.hosts[name] else { return nil }
            var next: CheckedContinuation<Bool, Never>?
            if host.head < host.waiting.count {
                next = host.waiting[host.head].continuation
                host.head += 1
                if host.head > 64, host.head * 2 > host.waiting.count {
                    host.waiting.removeFirst(host.head)
                    host.head = 0
                }
            } else {
                host.running -= 1
                host.waiting.removeAll()
                host.head = 0
            }
            state.hosts[name] = host
            if state.hosts.count > 1024 { Self.forgetIdle(&state) }
            return next
        }
        next?.resume(returning: true)
    }

    /// No request to the host starts within `duration` from now.
    func pause(_ name: String, for duration: Duration) {
        let until = ContinuousClock.now + duration
        state.withLock { state in
            var host = state.hosts[name] ?? Host(nextStart: .now, pausedUntil: until)
            host.pausedUntil = max(host.pausedUntil, until)
            state.hosts[name] = host
        }
    }

    private func takePlace(_ name: String) async -> Bool {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    var host = state.hosts[name] ?? Host(nextStart: .now, pausedUntil: .now)
                    defer { state.hosts[name] = host }
                    if host.running < limit {
                        host.running += 1
                        return true
                    }
                    host.waiting.append(Waiting(ticket: ticket, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiting: CheckedContinuation<Bool, Never>? = state.withLock { state in
                guard var host = state.hosts[name],
                    let index = host.waiting[host.head...].firstIndex(where: { $0.ticket == ticket })
                else { return nil }
                let found = host.waiting.remove(at: index)
                state.hosts[name] = host
                return found.continuation
            }
            waiting?.resume(returning: false)
        }
    }

    /// When the request may start; `nil` for now, and then its start is booked.
    private func startTime(_ name: String) -> ContinuousClock.Instant? {
        state.withLock { state in
            guard var host = state.hosts[name] else { return nil }
            let now = ContinuousClock.now
            let earliest = max(host.nextStart, host.pausedUntil)
            if earliest > now { return earliest }
            host.nextStart = now + politeness
            state.hosts[name] = host
            return nil
        }
    }

    private static func forgetIdle(_ state: inout State) {
        let now = ContinuousClock.now
        state.hosts = state.hosts.filter { $0.value.running > 0 || max($0.value.nextStart, $0.value.pausedUntil) > now }
    }
}
