// SPDX-License-Identifier: Apache-2.0

/// What has become of one item of a harvest.
public enum HarvestItemState: Int, Sendable, Codable, CaseIterable {
    case waiting = 0
    /// In the hands of a process; waits again if that dies.
    case running = 1
    /// In the collection.
    case done = 2
    /// The service has nothing there: it said 204, or sent no byte.
    case empty = 3
    /// Something came in which no spectrum could be read.
    case unreadable = 4
    /// It did not come, and is tried again after the others.
    case failed = 5
    /// It did not come for good: refused, or failed too often.
    case gaveUp = 6

    /// Whether nothing more happens to it unless somebody asks.
    var isFinal: Bool { [.done, .empty, .unreadable, .gaveUp].contains(self) }
}

/// How far a harvest is.
public enum HarvestState: String, Sendable, Codable {
    /// The list of its items is not complete.
    case listing
    case fetching
    case finished
    /// Its user does not want the rest.
    case cancelled
}

/// The items of a harvest by what became of them.
public struct HarvestCounts: Sendable, Hashable, Codable {
    public var waiting = 0
    public var running = 0
    public var done = 0
    public var empty = 0
    public var unreadable = 0
    public var failed = 0
    public var gaveUp = 0

    public init() {}

    public var total: Int { waiting + running + done + empty + unreadable + failed + gaveUp }
    /// Items that need nothing more.
    public var settled: Int { done + empty + unreadable + gaveUp }

    subscript(_ state: HarvestItemState) -> Int {
        get { self[keyPath: Self.path(state)] }
        set { self[keyPath: Self.path(state)] = newValue }
    }

    private static func path(_ state: HarvestItemState) -> WritableKeyPath<HarvestCounts, Int> {
        switch state {
        case .waiting: \.waiting
        case .running: \.running
        case .done: \.done
        case .empty: \.empty
        case .unreadable: \.unreadable
        case .failed: \.failed
        case .gaveUp: \.gaveUp
        }
    }
}
