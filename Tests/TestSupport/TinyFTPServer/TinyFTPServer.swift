// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Synchronization

/// An FTP server on 127.0.0.1 with files in memory: passive mode, LIST, RETR, REST, SIZE, MDTM.
///
/// ```swift
/// let server = try TinyFTPServer(files: ["/pub/a.fits": bytes])
/// … fetch server.url("/pub/") and server.url("/pub/a.fits") …
/// ```
public final class TinyFTPServer: Sendable {
    struct State {
        var files: [String: Data]
        var modified = "20260101120000"
        var commands: [String] = []
        /// So many bytes of a file, once, then the connection ends.
        var cutAfter: Int?
    }

    final class Shared: Sendable {
        let state: Mutex<State>
        let user: String?
        let password: String
        init(_ state: State, user: String?, password: String) {
            self.state = Mutex(state)
            self.user = user
            self.password = password
        }
    }

    private let shared: Shared
    private let socket: LoopbackSocket

    /// With `user`, nobody else is let in.
    public init(files: [String: Data], user: String? = nil, password: String = "") throws {
        let shared = Shared(State(files: files), user: user, password: password)
        self.shared = shared
        socket = try LoopbackSocket { FTPSession(control: $0, shared: shared).run() }
    }

    deinit { socket.stop() }

    public func url(_ path: String) -> String { "ftp://127.0.0.1:\(socket.port)\(path)" }
    public var commands: [String] { shared.state.withLock { $0.commands } }

    /// The next file breaks off after so many bytes.
    public func cutNext(after count: Int) { shared.state.withLock { $0.cutAfter = count } }

    /// A new version of a file, with its time.
    public func replace(_ path: String, with data: Data, modified: String) {
        shared.state.withLock {
            $0.files[path] = data
            $0.modified = modified
        }
    }
}
