// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// A hub and programs of the desktop on a screen of their own, started for one test and stopped after it.
final class SAMPPeers {
    enum Hub: String, CaseIterable { case astropy, jsamp, ours }

    struct Failure: Error { var text: String }

    static let scripts = ["peers/vo/samp-peers.sh", "peers/vo/hub.py", "peers/vo/send.py"]
    private static let script = SharedData.path("peers/vo/samp-peers.sh")

    let folder: TemporaryFolder
    /// Data directory of the `secchi` runs.
    var home: String { folder.appending("home") }
    private let ownHub: Process?
    private let hubLog: TemporaryFolder?
    let environment: [String: String]

    init(hub: Hub, programs: [String] = []) throws {
        folder = try TemporaryFolder()
        let state = folder.appending("peers")
        let lockFolder = state + "/samp/home"
        try FileManager.default.createDirectory(atPath: lockFolder, withIntermediateDirectories: true)
        let display = ProcessInfo.processInfo.environment["LAB_VO_DISPLAY"] ?? ":\(Int.random(in: 200...900))"
        environment = [
            "LAB_VO_STATE": state, "LAB_VO_DISPLAY": display, "DISPLAY": display,
            "SAMP_HUB": "std-lockurl:file://\(lockFolder)/.samp",
        ]
        if hub == .ours {
            let log = try TemporaryFolder()
            let process = try SecchiProgram.start(
                ["samp", "hub", "--verbose"], home: folder.appending("hub"), environment: environment, log: log)
            ownHub = process
            hubLog = log
            try Self.wait("our hub") { FileManager.default.fileExists(atPath: lockFolder + "/.samp") }
            // So the script takes our hub for its own and starts none.
            try "\(process.processIdentifier)\n".write(
                toFile: state + "/samp/hub.pid", atomically: true, encoding: .utf8)
        } else {
            ownHub = nil
            hubLog = nil
        }
        let kind = hub == .ours ? "astropy" : hub.rawValue
        let result = try Interop.run(["bash", Self.script, "up", "--hub", kind] + programs, environment: environment)
        guard result.status == 0 else { throw Failure(text: result.output) }
        for program in programs where program != "snooper" {
            try Self.wait("\(program) at the hub") { try self.clients().contains { $0.lowercased() == program } }
        }
    }

    deinit {
        ownHub?.terminate()
        ownHub?.waitUntilExit()
        if ownHub != nil { try? FileManager.default.removeItem(atPath: folder.appending("peers/samp/hub.pid")) }
        _ = try? Interop.run(["bash", Self.script, "down"], environment: environment)
    }

    /// Runs `secchi` and gives what it printed.
    func secchi(_ arguments: String...) throws -> String {
        let result = try SecchiProgram.run(arguments, home: home, environment: environment)
        guard result.status == 0 else {
            let log = hubLog.flatMap { FileManager.default.contents(atPath: $0.appending("err")) } ?? Data()
            throw Failure(text: result.output + result.errors + String(decoding: log.suffix(2000), as: UTF8.self))
        }
        return result.output
    }

    /// Runs the reference client.
    func sendPy(_ arguments: String...) throws -> String {
        let python = try Interop.run(["bash", SharedData.path("peers/vo/venv.sh")], environment: environment).output
        let path = python.split(separator: "\n").last.map { $0 + "/bin/python" } ?? "python3"
        return try Interop.run([path, SharedData.path("peers/vo/send.py")] + arguments, environment: environment).output
    }

    /// Names of who is registered.
    func clients() throws -> [String] {
        struct Peer: Decodable {
            struct Metadata: Decodable { var values: [String: String]? }
            var metadata: Metadata
        }
        let output = try secchi("samp", "clients", "--json")
        return try JSONDecoder().decode([Peer].self, from: Data(output.utf8)).compactMap {
            $0.metadata.values?["samp.name"]
        }
    }

    /// `secchi samp listen` in the background; its lines as they come.
    func listen(to collection: String) throws -> Listener {
        let listener = try Listener(collection, home: home, environment: environment)
        try Self.wait("the listener at the hub") { listener.lines.contains { $0["event"] as? String == "hub-found" } }
        return listener
    }

    /// Keeps a picture of the screen where `SECCHI_INTEROP_SHOTS` says, for people to look at.
    func shot(_ name: String) throws {
        guard let shots = ProcessInfo.processInfo.environment["SECCHI_INTEROP_SHOTS"] else { return }
        try FileManager.default.createDirectory(atPath: shots, withIntermediateDirectories: true)
        try Interop.run(
            ["bash", SharedData.path("peers/vo/shot.sh"), "\(shots)/\(name).png"], environment: environment)
    }

    func xdotool(_ arguments: String...) throws -> String {
        try Interop.run(["xdotool"] + arguments, environment: environment).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Programs take a while to start and to react on a loaded machine.
    static func wait(_ what: String, until isSo: () throws -> Bool) throws {
        for _ in 0..<600 {
            if try isSo() { return }
            Thread.sleep(forTimeInterval: 0.2)
        }
        throw Failure(text: "no sign of \(what)")
    }

    final class Listener {
        private let process: Process
        private let log: TemporaryFolder

        init(_ collection: String, home: String, environment: [String: String]) throws {
            log = try TemporaryFolder()
            process = try SecchiProgram.start(
                ["samp", "listen", "--collection", collection, "--json"], home: home, environment: environment, log: log
            )
        }

        var lines: [[String: Any]] {
            let text = String(
                decoding: FileManager.default.contents(atPath: log.appending("out")) ?? Data(), as: UTF8.self)
            return text.split(separator: "\n").compactMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }

        /// The next line that says this.
        func wait(for event: String) throws -> [String: Any] {
            var found: [String: Any]?
            try SAMPPeers.wait(event) {
                found = lines.first { $0["event"] as? String == event }
                return found != nil
            }
            return found ?? [:]
        }

        func stop() {
            process.terminate()
            process.waitUntilExit()
        }

        deinit { if process.isRunning { stop() } }
    }
}
