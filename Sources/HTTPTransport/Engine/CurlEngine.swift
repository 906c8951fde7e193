// SPDX-License-Identifier: Apache-2.0

import CCurl
import Foundation
import Synchronization

/// All transfers of one ``Transport``, on one thread of their own with libcurl's multi interface.
///
/// Requests come in through an inbox; the thread is woken for the first of a batch. Connections are kept and used again.
final class CurlEngine: Sendable {
    private let inbox: CurlInbox
    private let settings: TransportSettings
    private let isRunning = Mutex(false)
    private let nextID = Atomic<UInt64>(0)

    init(settings: TransportSettings) {
        self.settings = settings
        inbox = CurlInbox()
    }

    deinit { inbox.add(.stop) }

    /// Runs one hop; cancelling the task ends it at once.
    func run(_ hop: Hop) async -> HopResult {
        startThread()
        let id = nextID.add(1, ordering: .relaxed).newValue
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.add(.start(id, hop, { continuation.resume(returning: $0) }))
                // A cancellation from before now found nothing to cancel.
                if Task.isCancelled { inbox.add(.cancel(id)) }
            }
        } onCancel: {
            inbox.add(.cancel(id))
        }
    }

    private func startThread() {
        isRunning.withLock { isRunning in
            guard !isRunning else { return }
            isRunning = true
            let thread = Thread { [inbox, settings] in CurlLoop(inbox: inbox, settings: settings).run() }
            thread.name = "secchi-transfers"
            thread.stackSize = 1 << 20
            thread.start()
        }
    }
}

/// What the other threads want from the transfer thread.
final class CurlInbox: Sendable {
    enum Command: Sendable {
        case start(UInt64, Hop, @Sendable (HopResult) -> Void)
        case cancel(UInt64)
        case stop
    }

    /// `curl_multi_wakeup` is the one call that other threads may make with it; everything else is the loop's.
    struct Multi: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer?
    }

    let multi: Multi
    private let commands = Mutex<[Command]>([])
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() { multi = Multi(pointer: Self.isReady ? curl_multi_init() : nil) }

    deinit { curl_multi_cleanup(multi.pointer) }

    func add(_ command: Command) {
        let isFirst = commands.withLock { commands in
            commands.append(command)
            return commands.count == 1
        }
        if isFirst { curl_multi_wakeup(multi.pointer) }
    }

    func take() -> [Command] {
        commands.withLock { commands in
            let taken = commands
            commands.removeAll(keepingCapacity: true)
            return taken
        }
    }
}
