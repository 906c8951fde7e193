// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The way to a client of the web profile, which fetches what there is for it (SAMP 1.3 §5.2.4).
final class PullOutlet: HubOutlet {
    private struct State {
        var queue: [SAMPValue] = []
        var waiting: CheckedContinuation<Void, Never>?
        var isClosed = false
        var pulls = 0
        var lastSeen = ContinuousClock.now
    }

    private static let longestQueue = 10_000
    private let state = Mutex(State())

    func put(_ delivery: HubDelivery) {
        let callback: SAMPValue = [
            "samp.methodName": .string("samp.webclient." + delivery.method), "samp.params": .list(delivery.params),
        ]
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            // A page that never fetches loses what comes after; it is dropped for idleness soon.
            guard !state.isClosed, state.queue.count < Self.longestQueue else { return nil }
            state.queue.append(callback)
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    /// What there is, at the latest after `timeout`; empty if nothing came.
    func pull(timeout: Duration) async -> [SAMPValue] {
        wake()
        state.withLock { $0.pulls += 1 }
        let alarm = Task {
            try await Task.sleep(for: timeout)
            wake()
        }
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard state.queue.isEmpty, !state.isClosed, timeout > .zero else { return true }
                state.waiting = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
        alarm.cancel()
        return state.withLock { state in
            state.pulls -= 1
            state.lastSeen = .now
            defer { state.queue = [] }
            return state.queue
        }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        wake()
    }

    /// Returns when the queue is fetched, or nobody is there to fetch it.
    func drain() async {
        while state.withLock({ !$0.queue.isEmpty && $0.pulls > 0 && !$0.isClosed }) {
            guard (try? await Task.sleep(for: .milliseconds(10))) != nil else { return }
        }
    }

    /// Since when nobody fetches; zero while one waits.
    var idle: Duration { state.withLock { $0.pulls > 0 ? .zero : .now - $0.lastSeen } }

    func touch() { state.withLock { $0.lastSeen = .now } }

    private func wake() {
        state.withLock { state in
            defer { state.waiting = nil }
            return state.waiting
        }?.resume()
    }
}
