// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 that does wrong what real archives do wrong.
///
/// ```swift
/// let server = try MisbehavingServer()
/// server.on("/good.fits", .resource(bytes))
/// server.on("/busy", .sequence([.busy(503, retryAfter: "0"), .text("now")]))
/// server.on("/lost", .cut(bytes, after: 100))
/// server.otherwise(.respond { request in .text("you asked for \(request.target)") })   // for thousands of files
/// … fetch server.url("/good.fits") …
/// #expect(server.requests.count == 1)
/// #expect(server.peakConcurrency <= 3)
/// ```
///
/// A path is matched without its query; a path without a route gets ``otherwise(_:)``, 404 at first. Routes may be changed while the
/// server runs. It stops when the value goes; keep it in a variable for the length of the test (`withExtendedLifetime` or a later use).
/// Other processes can use it as well: the address is ``base``.
public final class MisbehavingServer: Sendable {
    private struct State {
        var routes: [String: ServerBehaviour] = [:]
        var otherwise = ServerBehaviour.text("no such thing\n", status: 404)
        var visits: [String: Int] = [:]
        var requests: [ServerRequest] = []
        var keepsLog = true
        var count = 0
        var connections = 0
        var running = 0
        var peak = 0
    }

    private final class Shared: Sendable {
        let state = Mutex(State())
    }

    private let shared = Shared()
    private let socket: LoopbackSocket

    public init() throws {
        let shared = shared
        socket = try LoopbackSocket { connection in Self.serve(connection, shared) }
    }

    deinit { socket.stop() }

    /// Ends all connections and takes no new ones; a stalled answer ends too.
    public func stop() { socket.stop() }

    public var port: Int { socket.port }
    public var base: String { "http://127.0.0.1:\(socket.port)" }
    public func url(_ path: String) -> String { base + path }

    public func on(_ path: String, _ behaviour: ServerBehaviour) {
        shared.state.withLock { $0.routes[path] = behaviour }
    }

    public func otherwise(_ behaviour: ServerBehaviour) {
        shared.state.withLock { $0.otherwise = behaviour }
    }

    /// All requests in the order they came.
    public var requests: [ServerRequest] { shared.state.withLock { $0.requests } }
    public func requests(to path: String) -> [ServerRequest] { requests.filter { $0.path == path } }
    /// Also counted when the log is off.
    public var requestCount: Int { shared.state.withLock { $0.count } }
    public var connectionCount: Int { shared.state.withLock { $0.connections } }
    /// The most requests that were being answered at one time.
    public var peakConcurrency: Int { shared.state.withLock { $0.peak } }
    /// Requests being answered now.
    public var running: Int { shared.state.withLock { $0.running } }

    /// For very many requests: only counts them from now on.
    public func keepLog(_ keeps: Bool) { shared.state.withLock { $0.keepsLog = keeps } }

    private static func serve(_ connection: LoopbackConnection, _ shared: Shared) {
        let number = shared.state.withLock { state in
            state.connections += 1
            return state.connections - 1
        }
        while let request = ServerRequest(from: connection, number: number) {
            let behaviour = shared.state.withLock { state in
                state.count += 1
                state.running += 1
                state.peak = max(state.peak, state.running)
                if state.keepsLog { state.requests.append(request) }
                return choose(request, &state)
            }
            let keeps = ServerAnswer(connection: connection, request: request).give(behaviour)
            shared.state.withLock { $0.running -= 1 }
            if !keeps { break }
        }
    }

    private static func choose(_ request: ServerRequest, _ state: inout State) -> ServerBehaviour {
        var behaviour = state.routes[request.path] ?? state.otherwise
        var depth = 0
        while case .sequence(let steps) = behaviour, !steps.isEmpty {
            let key = "\(depth) \(request.path)"
            let visit = state.visits[key, default: 0]
            state.visits[key] = visit + 1
            behaviour = steps[min(visit, steps.count - 1)]
            depth += 1
        }
        return behaviour
    }
}

extension ServerRequest {
    /// Reads one request; `nil` at the end of the connection.
    init?(from connection: LoopbackConnection, number: Int) {
        guard let first = connection.line() else { return nil }
        let words = first.split(separator: " ")
        guard words.count >= 2 else { return nil }
        var headers: [String: String] = [:]
        while let line = connection.line(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                in: .whitespaces)
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard let body = connection.bytes(length) else { return nil }
        self.init(
            method: String(words[0]), target: String(words[1]), headers: headers, body: Data(body), connection: number,
            time: .now)
    }
}
