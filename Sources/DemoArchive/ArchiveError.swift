// SPDX-License-Identifier: Apache-2.0

/// What can go wrong with the demonstration archive.
///
/// Prints what happened, where, and what to do.
public enum ArchiveError: Error, Sendable, Hashable {
    /// The folder holds no survey that can be served.
    case noSurvey(folder: String, reason: String)
    /// The port is taken, or none is to be had.
    case cannotListen(port: Int, reason: String)
}

extension ArchiveError: CustomStringConvertible {
    /// Stable, as listed in the error catalogue.
    public var code: String {
        switch self {
        case .noSurvey: "ARC001"
        case .cannotListen: "ARC002"
        }
    }

    /// What happened, where, and what to do.
    public var description: String {
        switch self {
        case .noSurvey(let folder, let reason):
            "\(code): \(folder) holds no survey to serve (\(reason)). Make one with: secchi simulate FOLDER"
        case .cannotListen(let port, let reason):
            "\(code): cannot listen on 127.0.0.1:\(port) (\(reason)). Choose another --port, or 0 for any"
        }
    }
}
