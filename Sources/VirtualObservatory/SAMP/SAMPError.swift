// SPDX-License-Identifier: Apache-2.0

/// What can go wrong between us and the other programs on the desktop.
///
/// Prints what happened, where, and what to do.
public enum SAMPError: Error, Sendable, Hashable {
    /// No lock file is there, so no hub runs.
    case noHub(lockFile: String)
    /// A lock file is there, but the hub that wrote it does not answer.
    case staleLock(lockFile: String, hub: String, reason: String)
    /// The lock file, or the address in SAMP_HUB, makes no sense.
    case badLock(place: String, reason: String)
    /// The hub or a client refused a call (XML-RPC fault).
    case refused(method: String, by: String, reason: String)
    /// What came is no XML-RPC, or not what the method gives.
    case malformed(place: String, reason: String)
    /// Nothing came back.
    case unreachable(url: String, reason: String)
    /// Nobody who could take the message.
    case noReceiver(name: String?, mtypes: [String], clients: [String])
    /// A hub runs already, so another cannot.
    case hubRunning(lockFile: String, hub: String)
    /// The lock file cannot be written.
    case cannotLock(lockFile: String, reason: String)
    /// No server on loopback.
    case cannotListen(address: String, reason: String)
    /// A file that was to be sent cannot be read.
    case noFile(path: String, reason: String)
}

extension SAMPError {
    /// Stable, as listed in the error catalogue.
    public var code: String {
        switch self {
        case .noHub: "SMP001"
        case .staleLock: "SMP002"
        case .badLock: "SMP003"
        case .refused: "SMP004"
        case .malformed: "SMP005"
        case .unreachable: "SMP006"
        case .noReceiver: "SMP007"
        case .hubRunning: "SMP008"
        case .cannotLock: "SMP009"
        case .cannotListen: "SMP010"
        case .noFile: "SMP011"
        }
    }
}

extension SAMPError: CustomStringConvertible {
    public var description: String { "\(code): \(what)" }

    private var what: String {
        switch self {
        case .noHub(let lockFile):
            "no SAMP hub is running (there is no \(lockFile)); start TOPCAT or Aladin, or run: secchi samp hub"
        case .staleLock(let lockFile, let hub, let reason):
            "the SAMP hub that wrote \(lockFile) does not answer at \(hub) (\(reason)); it has probably crashed: "
                + "start TOPCAT, Aladin or secchi samp hub, which replace the file"
        case .badLock(let place, let reason):
            "\(place) does not lead to a SAMP hub: \(reason); correct SAMP_HUB, or start a hub anew"
        case .refused(let method, let by, let reason):
            "\(by) refused \(method): \(reason); see secchi samp clients for who is there and what they take"
        case .malformed(let place, let reason):
            "no XML-RPC as SAMP wants it, from \(place): \(reason); update or restart the program that sent it"
        case .unreachable(let url, let reason):
            "no answer from \(url): \(reason); check that the program is still running"
        case .noReceiver(let name, let mtypes, let clients):
            (name.map { "no client named \($0) takes " } ?? "no client takes ") + mtypes.joined(separator: " or ")
                + (clients.isEmpty
                    ? "; no other program is registered, start one"
                    : "; registered: \(clients.joined(separator: ", "))")
        case .hubRunning(let lockFile, let hub):
            "a SAMP hub is running already at \(hub) (\(lockFile)); use that one, or stop it first"
        case .cannotLock(let lockFile, let reason):
            "cannot write the lock file \(lockFile): \(reason); name another with SAMP_HUB=std-lockurl:file:///…"
        case .cannotListen(let address, let reason):
            "cannot listen on \(address): \(reason); stop the program that has the port"
        case .noFile(let path, let reason):
            "\(path) cannot be sent: \(reason); check its name and permissions"
        }
    }
}
