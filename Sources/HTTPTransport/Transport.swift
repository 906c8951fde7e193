// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation
import Synchronization

/// Requests to remote services over http, https and ftp.
///
/// ```swift
/// let transport = Transport()
/// let answer = try await transport.fetch(TransportRequest("http://archive.example/ssa?REQUEST=queryData"))
/// try answer.requireData()                     // not an error status, not an HTML page
/// ```
///
/// One value serves a whole program: it keeps connections, and holds the limits per host over all requests made through it.
/// Cancelling the task that waits ends the transfer at once.
public final class Transport: Sendable {
    /// As given when it was made.
    public let settings: TransportSettings
    let engine: CurlEngine
    let gate: HostGate
    let keys: KeyRing
    let proxies: ProxyRule
    private let requestCount = Atomic<UInt64>(0)

    /// Reads proxies and the netrc file of the environment; starts nothing yet.
    public init(_ settings: TransportSettings = .init(), credentials: Credentials = .none) {
        self.settings = settings
        engine = CurlEngine(settings: settings)
        gate = HostGate(limit: settings.perHost, politeness: settings.politeness)
        keys = KeyRing(
            credentials: credentials, netrc: .fromEnvironment(settings.environment),
            allowsPlainLoopback: settings.sendsCredentialsToPlainLoopback)
        // A proxy would connect to what the policy forbids us.
        proxies = ProxyRule(environment: settings.addresses.refusesPrivate ? [:] : settings.environment)
    }

    /// Gets the whole answer into memory.
    ///
    /// Statuses from 400 on are handed on as answers, after 429, 502, 503, 504 and lost connections were tried again; see
    /// ``TransportResponse/requireData()``.
    ///
    /// - Parameter limit: the largest decoded body accepted, in bytes.
    /// - Throws: ``TransportError``; `.cancelled` when the task was cancelled.
    public func fetch(
        _ request: TransportRequest, limit: Int = 64 << 20
    ) async throws(TransportError) -> TransportResponse {
        try await perform(request, Delivery(limit: limit))
    }

    /// Gets the answer into a file.
    ///
    /// The body of a success is written beside `path` (with `.part` at its end) and given its name when it is whole; what stood there before
    /// is replaced. Any other answer leaves `path` alone and has its body in memory, as ``fetch(_:limit:)`` has.
    ///
    /// - Parameters:
    ///   - limit: the largest decoded body accepted, in bytes.
    ///   - resume: keeps what came of a broken transfer and asks for the rest only, also in a later process, if the service says (by
    ///     ETag, Last-Modified, or the time of an FTP file) that it is still the same file.
    ///   - synchronised: makes sure that the file is on the disk before it gets its name.
    ///   - progress: told about the decoded bytes, from another thread.
    /// - Throws: ``TransportError``.
    public func download(
        _ request: TransportRequest, to path: String, limit: Int = 16 << 30, resume: Bool = true,
        synchronised: Bool = false,
        progress: ProgressReporter = .silent
    ) async throws(TransportError) -> TransportResponse {
        let url = Redaction.url(try RequestAddress(request.url).url)
        let file = PartialFile(path: path, resumes: resume && request.method == .get, url: url)
        let delivery = Delivery(limit: limit, file: file, resourceURL: url, progress: progress)
        do throws(TransportError) {
            var response = try await perform(request, delivery)
            guard response.status == 200 || response.status == 203 || response.status == 206 || response.status == 226
            else {
                file.discard()
                return response
            }
            do throws(FileFailure) { try file.finish(synchronised: synchronised) } catch { throw .file(error) }
            if response.status == 206 {
                response.status = 200
                response.start = PartialFile.start(of: path)
                response.content = ContentKind(sniffing: response.start)
            }
            return response
        } catch {
            if file.offset == 0 { file.discard() }
            throw error
        }
    }

    /// Adds a login, found after the transport was made.
    public func add(_ login: Login, for origin: Origin) {
        keys.add(login, for: origin)
    }

    private func perform(_ request: TransportRequest, _ delivery: Delivery) async throws(TransportError)
        -> TransportResponse
    {
        let address = try RequestAddress(request.url)
        let part = requestCount.add(1, ordering: .relaxed).newValue
        let schedule = RetrySchedule(settings: settings)
        var attempt = 0
        var hasStartedOver = false
        while true {
            guard !Task.isCancelled else { throw .cancelled(url: Redaction.url(address.url)) }
            var chain = RedirectChain(transport: self, request: request, address: address, delivery: delivery)
            let pause: Duration
            switch await chain.run() {
            case .success(let answer):
                let response = chain.response(answer)
                if answer.status == 416, let file = delivery.file, file.offset > 0, !hasStartedOver {
                    hasStartedOver = true
                    file.discard()
                    continue
                }
                let retryAfter = response.retryAfter()
                guard
                    let next = schedule.pause(
                        afterStatus: answer.status, retryAfter: retryAfter, method: request.method, attempt: attempt,
                        part: part)
                else { return response }
                if next.isForHost { gate.pause(chain.address.origin.host, for: next.duration) }
                pause = next.isForHost ? .zero : next.duration
            case .failure(let failure):
                if failure.isStale, !hasStartedOver {
                    hasStartedOver = true
                    delivery.file?.discard()
                    continue
                }
                guard
                    let next = schedule.pause(
                        after: failure.error, wasSent: failure.wasSent, method: request.method, attempt: attempt,
                        part: part)
                else { throw failure.error }
                pause = next
            }
            attempt += 1
            do {
                if pause > .zero { try await Task.sleep(for: pause) }
            } catch {
                throw .cancelled(url: Redaction.url(address.url))
            }
        }
    }
}
