// SPDX-License-Identifier: Apache-2.0

/// How far a piece of long work has come.
public struct ProgressUpdate: Sendable, Hashable, Codable {
    /// What is being done, in the present participle: "reading", "growing trees".
    public var stage: String
    /// Units finished so far.
    public var completed: Int
    /// Units in all; `nil` while that is not known.
    public var total: Int?
    /// What is counted, in the plural: "spectra", "trees".
    public var unit: String

    public init(stage: String, completed: Int, total: Int? = nil, unit: String) {
        self.stage = stage
        self.completed = completed
        self.total = total
        self.unit = unit
    }
}

/// Where long work says how far it has come.
///
/// Work calls ``report(_:)`` as often as it likes, from any thread; whoever listens decides how often to show it.
public struct ProgressReporter: Sendable {
    private let listener: @Sendable (ProgressUpdate) -> Void

    /// - Parameter listener: called on any thread, also on several at once; it should return quickly.
    public init(_ listener: @escaping @Sendable (ProgressUpdate) -> Void) {
        self.listener = listener
    }

    /// Tells nobody.
    public static let silent = ProgressReporter { _ in }

    /// Hands an update to the listener, on the calling thread.
    public func report(_ update: ProgressUpdate) {
        listener(update)
    }
}
