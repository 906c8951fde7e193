// SPDX-License-Identifier: Apache-2.0

import Foundation
public import HTTPTransport

/// A SAMP hub of our own, for machines where no TOPCAT or Aladin brings one (SAMP 1.3: standard and web profile).
///
/// ```swift
/// let hub = try await SAMPHub(at: HubLocation(), transport: transport)
/// // … programs register, talk, and go
/// await hub.stop()
/// ```
public final class SAMPHub: Sendable {
    public struct Options: Sendable {
        /// The name that clients show.
        public var name = "Secchi hub"
        /// Whether web pages are let in, after ``consent``.
        public var webProfile = false
        /// The port that the standard fixes; another one only for tests.
        public var webPort = 21012
        /// Asked for each page that wants to register; nobody is let in by default.
        public var consent: @Sendable (WebApplicant) async -> Bool = { _ in false }
        /// Told what happens, a line each.
        public var log: @Sendable (String) -> Void = { _ in }

        public init() {}
    }

    /// The address of the standard profile's server.
    public let url: String
    public let lockFile: String
    /// The port of the web profile, if it is on.
    public let webPort: Int?
    /// Whether a lock file was there whose hub was dead.
    public let replacedStaleLock: Bool
    private let core: HubCore
    private let server: LoopbackServer
    private let webServer: LoopbackServer?
    private let lock: HubLockFile
    private let sweeper: Task<Void, Never>

    /// Starts the hub: returns when clients can register.
    ///
    /// A lock file whose hub does not answer is replaced.
    ///
    /// - Throws: ``SAMPError/hubRunning(lockFile:hub:)``, ``SAMPError/cannotLock(lockFile:reason:)``,
    ///   ``SAMPError/cannotListen(address:reason:)``
    public init(
        at location: HubLocation, transport: Transport, options: Options = Options()
    ) async throws(SAMPError) {
        guard case .file(let path) = location.place else {
            throw SAMPError.cannotLock(lockFile: location.text, reason: "it is no file of this machine")
        }
        lockFile = path
        replacedStaleLock = try await Self.isStale(location, transport)
        let core = HubCore(name: options.name, caller: XMLRPCCaller(transport), log: options.log)
        self.core = core
        let secret = Secret.random()
        let service = XMLRPCService { method, params in
            guard method.hasPrefix("samp.hub.") else { throw HubFault("there is no method \(method)") }
            let name = String(method.dropFirst("samp.hub.".count))
            guard name == "register" else {
                return try await HubProfile(core: core, profile: .standard).call(name, params)
            }
            guard params.first == .string(secret) else { throw HubFault("this is not the secret of the lock file") }
            let client = try await core.register(.standard)
            return [
                "samp.private-key": .string(client.privateKey), "samp.self-id": .string(client.id),
                "samp.hub-id": .string(HubCore.hubID),
            ]
        }
        server = try await LoopbackServer { await service.answer($0) }
        url = server.url + "/"
        if options.webProfile {
            let web = WebProfileServer(core: core, transport: transport, consent: options.consent)
            webServer = try await LoopbackServer(port: options.webPort) { await web.answer($0) }
        } else {
            webServer = nil
        }
        webPort = webServer?.port
        lock = try HubLockFile.write(to: path, secret: secret, url: url, replacing: replacedStaleLock)
        sweeper = Task {
            while (try? await Task.sleep(for: .seconds(30))) != nil { await core.sweep() }
        }
    }

    /// Tells the clients, removes the lock file, and closes.
    public func stop() async {
        sweeper.cancel()
        lock.remove()
        await core.shutDown(patience: .seconds(2))
        await server.stop()
        await webServer?.stop()
    }

    /// Public ids of who is registered, without the hub itself.
    public var clients: [String] {
        get async { await core.clients.keys.sorted() }
    }

    /// Whether a lock file is there whose hub does not answer.
    private static func isStale(_ location: HubLocation, _ transport: Transport) async throws(SAMPError) -> Bool {
        let lock: HubLock
        do throws(SAMPError) {
            lock = try await location.lock(through: transport)
        } catch .noHub {
            return false
        } catch .badLock {
            return true
        }
        do throws(SAMPError) {
            _ = try await XMLRPCCaller(transport).call("samp.hub.ping", [], at: lock.url)
        } catch .unreachable, .malformed {
            return true
        } catch {
            // A fault is an answer.
        }
        throw SAMPError.hubRunning(lockFile: location.text, hub: lock.url)
    }
}
