// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A listening socket on 127.0.0.1 and a free port, with a thread for each connection.
final class LoopbackSocket: Sendable {
    let port: Int
    private let listener: Int32
    private let open: Mutex<(connections: Set<Int32>, isStopped: Bool)> = Mutex(([], false))

    struct Failure: Error { let what: String }

    init(serve: @escaping @Sendable (LoopbackConnection) -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw Failure(what: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let found: in_port_t? = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw -> in_port_t? in
                guard bind(listener, raw, size) == 0, listen(listener, 256) == 0, getsockname(listener, raw, &size) == 0
                else { return nil }
                return pointer.pointee.sin_port
            }
        }
        guard let found else {
            close(listener)
            throw Failure(what: "bind")
        }
        port = Int(in_port_t(bigEndian: found))
        let thread = Thread { [self] in accept(serve) }
        thread.start()
    }

    /// Ends all connections; calls that wait on them return.
    func stop() {
        let connections: Set<Int32> = open.withLock { open in
            guard !open.isStopped else { return [] }
            open.isStopped = true
            shutdown(listener, Int32(SHUT_RDWR))
            return open.connections
        }
        for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }

    private func accept(_ serve: @escaping @Sendable (LoopbackConnection) -> Void) {
        while true {
            let descriptor = Foundation.accept(listener, nil, nil)
            guard descriptor >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            let isTaken = open.withLock { open in
                if open.isStopped { return false }
                open.connections.insert(descriptor)
                return true
            }
            guard isTaken else {
                close(descriptor)
                break
            }
            var on: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            let thread = Thread { [self] in
                serve(LoopbackConnection(descriptor))
                open.withLock { open in
                    _ = open.connections.remove(descriptor)
                    close(descriptor)
                }
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        close(listener)
    }
}

/// One accepted connection, read and written with blocking calls by its own thread.
final class LoopbackConnection {
    let descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// A line without its end; `nil` when the other side has closed.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                var line = buffer[..<end]
                if line.last == 13 { line = line.dropLast() }
                let text = String(decoding: line, as: UTF8.self)
                buffer.removeFirst(end + 1)
                return text
            }
            guard fill() else { return nil }
        }
    }

    func bytes(_ count: Int) -> [UInt8]? {
        while buffer.count < count { guard fill() else { return nil } }
        let taken = Array(buffer[..<count])
        buffer.removeFirst(count)
        return taken
    }

    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count > 0 {
                buffer += chunk[..<count]
                return true
            }
            if count < 0, errno == EINTR { continue }
            return false
        }
    }

    /// - Returns: `false` when the other side has gone.
    @discardableResult func send(_ bytes: some Sequence<UInt8>) -> Bool {
        let bytes = Array(bytes)
        return bytes.withUnsafeBytes { whole in
            var rest = whole[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = Foundation.send(descriptor, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
                if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
            }
            return true
        }
    }

    /// Waits until the other side closes, or the server stops.
    func waitForEnd() {
        while fill() { buffer.removeAll() }
    }

    /// Ends the connection with a reset instead of a proper end.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
}
