// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// One control connection (RFC 959).
final class FTPSession {
    private let control: LoopbackConnection
    private let shared: TinyFTPServer.Shared
    private var folder = "/"
    private var user = ""
    private var isIn = false
    private var offset = 0
    private var data: (socket: LoopbackSocket, box: DataBox)?

    /// What the data connection is to send, once it is known.
    private final class DataBox: Sendable {
        let content = Mutex<Data?>(nil)
        let isReady = DispatchSemaphore(value: 0)
        let isSent = DispatchSemaphore(value: 0)
    }

    init(control: LoopbackConnection, shared: TinyFTPServer.Shared) {
        self.control = control
        self.shared = shared
    }

    func run() {
        reply("220 ready")
        while let line = control.line() {
            shared.state.withLock { $0.commands.append(line) }
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            let verb = words.first?.uppercased() ?? ""
            if verb == "QUIT" { break }
            if !obey(verb, words.count > 1 ? words[1] : "") { break }
        }
        data?.socket.stop()
    }

    private func reply(_ text: String) { control.send("\(text)\r\n".utf8) }

    private func obey(_ verb: String, _ argument: String) -> Bool {
        switch verb {
        case "USER":
            user = argument
            reply("331 password?")
        case "PASS":
            isIn = shared.user == nil || (user == shared.user && argument == shared.password)
            reply(isIn ? "230 in" : "530 not logged in")
        case _ where !isIn: reply("530 not logged in")
        case "PWD": reply("257 \"\(folder)\"")
        case "TYPE": reply("200 as you like")
        case "CWD":
            folder = absolute(argument, isFolder: true)
            let folder = folder
            let isThere = shared.state.withLock { $0.files.keys.contains { $0.hasPrefix(folder) } }
            reply(isThere ? "250 there" : "550 no such folder")
        case "SIZE", "MDTM", "RETR": return file(verb, absolute(argument, isFolder: false))
        case "REST":
            offset = Int(argument) ?? 0
            reply("350 go on")
        case "EPSV": openData()
        case "LIST": send(Data(listing().utf8))
        default: reply("502 not here")
        }
        return true
    }

    private func absolute(_ path: String, isFolder: Bool) -> String {
        let whole = path.hasPrefix("/") ? path : folder + path
        return isFolder && !whole.hasSuffix("/") ? whole + "/" : whole
    }

    private func file(_ verb: String, _ path: String) -> Bool {
        let (content, modified, cut) = shared.state.withLock { state in
            (state.files[path], state.modified, verb == "RETR" ? state.cutAfter.take() : nil)
        }
        guard let content else {
            reply("550 no such file")
            return true
        }
        switch verb {
        case "SIZE": reply("213 \(content.count)")
        case "MDTM": reply("213 \(modified)")
        default:
            let rest = content.dropFirst(offset)
            offset = 0
            guard let cut else {
                send(rest)
                return true
            }
            send(rest.prefix(cut), isWhole: false)
            return false
        }
        return true
    }

    private func openData() {
        data?.socket.stop()
        let box = DataBox()
        let opened = try? LoopbackSocket { connection in
            box.isReady.wait()
            connection.send(box.content.withLock { $0 } ?? Data())
            box.isSent.signal()
        }
        guard let opened else { return reply("425 no port") }
        data = (opened, box)
        reply("229 Entering Extended Passive Mode (|||\(opened.port)|)")
    }

    private func send(_ content: Data, isWhole: Bool = true) {
        guard let data else { return reply("425 no data connection") }
        reply("150 here it comes")
        data.box.content.withLock { $0 = content }
        data.box.isReady.signal()
        data.box.isSent.wait()
        if isWhole { reply("226 that was it") }
        self.data = nil
    }

    private func listing() -> String {
        let folder = folder
        let files = shared.state.withLock { $0.files.filter { $0.key.hasPrefix(folder) } }
        var lines: Set<String> = []
        for (path, content) in files {
            let rest = path.dropFirst(folder.count)
            if let slash = rest.firstIndex(of: "/") {
                lines.insert("drwxr-xr-x   2 ftp      ftp          4096 Jan 01 12:00 \(rest[..<slash])\r\n")
            } else {
                lines.insert("-rw-r--r--   1 ftp      ftp      \(content.count) Jan 01  2026 \(rest)\r\n")
            }
        }
        return lines.sorted().joined()
    }
}

extension Optional {
    fileprivate mutating func take() -> Wrapped? {
        defer { self = nil }
        return self
    }
}
