// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The way to a client of the standard profile: its own XML-RPC server.
///
/// Deliveries keep their order as long as the client takes each within a moment. One that is slow gets the next beside it, so
/// that two clients that wait for each other do not wait for ever.
final class CallbackOutlet: HubOutlet {
    /// Called when a delivery failed; the count is of failures since the last success.
    typealias Failure = @Sendable (_ delivery: HubDelivery, _ error: SAMPError, _ count: Int) async -> Void

    private struct State {
        var queue: [HubDelivery] = []
        var isPumping = false
        var isClosed = false
        var active = 0
        var failures = 0
    }

    private static let moment = Duration.milliseconds(100)
    private static let mostActive = 32
    private static let longestQueue = 10_000

    private let url: String
    private let privateKey: String
    private let caller: XMLRPCCaller
    private let failure: Failure
    private let state = Mutex(State())

    init(url: String, privateKey: String, caller: XMLRPCCaller, failure: @escaping Failure) {
        self.url = url
        self.privateKey = privateKey
        self.caller = caller
        self.failure = failure
    }

    func put(_ delivery: HubDelivery) {
        let (isStarting, isFull) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            guard state.queue.count < Self.longestQueue else { return (false, true) }
            state.queue.append(delivery)
            defer { state.isPumping = true }
            return (!state.isPumping, false)
        }
        if isStarting { Task { await pump() } }
        if isFull {
            Task { [failure, url] in
                await failure(delivery, .unreachable(url: url, reason: "too many messages wait for it"), 1)
            }
        }
    }

    func close() {
        state.withLock { state in
            state.isClosed = true
            state.queue = []
        }
    }

    func drain() async {
        while state.withLock({ !$0.isClosed && ($0.isPumping || $0.active > 0) }) {
            guard (try? await Task.sleep(for: .milliseconds(10))) != nil else { return }
        }
    }

    private func pump() async {
        while true {
            while state.withLock({ $0.active >= Self.mostActive && !$0.isClosed }) {
                try? await Task.sleep(for: .milliseconds(20))
            }
            let batch = state.withLock { state -> HubDelivery? in
                guard !state.queue.isEmpty else {
                    state.isPumping = false
                    return nil
                }
                state.active += 1
                return state.queue.removeFirst()
            }
            guard let delivery = batch else { return }
            let (isOver, signal) = AsyncStream<Void>.makeStream()
            Task {
                await send(delivery)
                signal.finish()
            }
            let patience = Task {
                try? await Task.sleep(for: Self.moment)
                signal.finish()
            }
            for await _ in isOver {}
            patience.cancel()
        }
    }

    private func send(_ delivery: HubDelivery) async {
        do throws(SAMPError) {
            _ = try await caller.call(
                "samp.client." + delivery.method, [.string(privateKey)] + delivery.params, at: url)
            state.withLock { state in
                state.active -= 1
                state.failures = 0
            }
        } catch {
            let count = state.withLock { state in
                state.active -= 1
                // A client that says no is alive.
                if case .unreachable = error { state.failures += 1 }
                return state.isClosed ? 0 : state.failures
            }
            await failure(delivery, error, count)
        }
    }
}
