// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation
import Synchronization

/// Runs work that keeps its state, and breaks it off as if it were killed.
public struct Interruptions {
    /// Where states are kept.
    public let folder: TemporaryFolder

    public init() throws { folder = try TemporaryFolder() }

    /// What the kept files are called, those in inner folders by their path.
    public var kept: [String] {
        let names = try? FileManager.default.subpathsOfDirectory(atPath: folder.appending("kept"))
        return (names ?? []).filter { !FileManager.default.directoryExists(folder.appending("kept/" + $0)) }.sorted()
    }

    /// The file of that name.
    public func url(_ name: String) -> URL { URL(filePath: folder.appending("kept/" + name)) }

    /// Runs work once.
    ///
    /// - Parameter limit: the work is cancelled once it has kept states this many times; `nil` for never.
    /// - Returns: its result, `nil` if it was broken off; and what was told of the states.
    public func run<Result>(
        threads: Int = 2, breakingAfter limit: Int? = nil, _ work: (ExecutionContext) throws -> Result
    ) throws -> (result: Result?, events: [Checkpoints.Event]) {
        let events = Mutex<[Checkpoints.Event]>([]), token = CancellationToken()
        var checkpoints = Checkpoints(folder: folder.appending("kept"))
        checkpoints.interval = .zero
        checkpoints.listener = { event in
            let count = events.withLock { events in
                events.append(event)
                return events.count { if case .kept = $0 { true } else { false } }
            }
            if case .kept = event, count == limit { token.cancel() }
        }
        var context = ExecutionContext(threads: threads, cancellation: token)
        context.checkpoints = checkpoints
        do {
            return (try work(context), events.withLock { $0 })
        } catch is CancellationError {
            return (nil, events.withLock { $0 })
        }
    }

    /// Runs work again and again, each run broken off after some more kept states, until one reaches the end.
    ///
    /// - Returns: the result, and how many runs were broken off.
    public func runToTheEnd<Result>(
        breakingAfter limit: Int, _ work: (ExecutionContext) throws -> Result
    ) throws -> (result: Result?, breaks: Int) {
        for breaks in 0..<1000 {
            if let result = try run(threads: 1 + breaks % 3, breakingAfter: limit, work).result {
                return (result, breaks)
            }
        }
        return (nil, 1000)
    }
}

extension FileManager {
    fileprivate func directoryExists(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
