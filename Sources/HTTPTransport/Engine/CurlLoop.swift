// SPDX-License-Identifier: Apache-2.0

import CCurl
import CCurlShim
import Foundation

/// The transfer thread: takes commands, drives libcurl, watches the clocks, hands answers on.
final class CurlLoop {
    private let inbox: CurlInbox
    private let settings: TransportSettings
    private var transfers: [UInt64: Transfer] = [:]
    private var identifiers: [UnsafeMutableRawPointer: UInt64] = [:]
    private var idleHandles: [UnsafeMutableRawPointer] = []
    private var isStopping = false

    init(inbox: CurlInbox, settings: TransportSettings) {
        self.inbox = inbox
        self.settings = settings
    }

    func run() {
        ignoreBrokenPipes()
        let multi = inbox.multi.pointer
        secchi_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
        while true {
            for command in inbox.take() { obey(command) }
            if isStopping, transfers.isEmpty { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            let hasFinished = collect()
            let next = checkClocks()
            if hasFinished { continue }
            curl_multi_poll(multi, nil, 0, next, nil)
        }
        for handle in idleHandles { curl_easy_cleanup(handle) }
    }

    /// A connection that the other side closed must give an error, not end the process.
    private func ignoreBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private func obey(_ command: CurlInbox.Command) {
        switch command {
        case .start(let id, let hop, let answer):
            guard inbox.multi.pointer != nil, let handle = idleHandles.popLast() ?? curl_easy_init() else {
                let url = Redaction.url(hop.address.url)
                return answer(.failure(HopFailure(error: .unreachable(url: url, reason: "libcurl cannot start"))))
            }
            let transfer = Transfer(hop, handle: handle, settings: settings, answer: answer)
            transfer.prepare()
            transfers[id] = transfer
            identifiers[handle] = id
            curl_multi_add_handle(inbox.multi.pointer, handle)
        case .cancel(let id):
            guard let transfer = transfers[id] else { return }
            transfer.cancel()
            end(transfer, CURLE_ABORTED_BY_CALLBACK)
        case .stop:
            isStopping = true
            for transfer in Array(transfers.values) {
                transfer.cancel()
                end(transfer, CURLE_ABORTED_BY_CALLBACK)
            }
        }
    }

    private func collect() -> Bool {
        var hasFinished = false
        var code = CURLE_OK
        while let handle = secchi_curl_finished(inbox.multi.pointer, &code) {
            guard let id = identifiers[handle], let transfer = transfers[id] else { continue }
            end(transfer, code)
            hasFinished = true
        }
        return hasFinished
    }

    /// - Returns: for how many milliseconds the thread may sleep.
    private func checkClocks() -> Int32 {
        guard !transfers.isEmpty else { return 60_000 }
        let now = ContinuousClock.now
        var next = now + .seconds(60)
        for transfer in Array(transfers.values) {
            let end = transfer.checkClocks(now: now)
            if let end { next = min(next, end) } else { self.end(transfer, CURLE_ABORTED_BY_CALLBACK) }
        }
        return Int32(max(1, ((next - now) / .milliseconds(1)).rounded(.up)))
    }

    private func end(_ transfer: Transfer, _ code: CURLcode) {
        let handle = transfer.handle
        curl_multi_remove_handle(inbox.multi.pointer, handle)
        if let id = identifiers.removeValue(forKey: handle) { transfers[id] = nil }
        transfer.finish(code)
        curl_easy_reset(handle)
        if idleHandles.count < 64 { idleHandles.append(handle) } else { curl_easy_cleanup(handle) }
    }
}
