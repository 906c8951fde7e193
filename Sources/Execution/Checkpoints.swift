// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// A folder in which long work keeps what it has finished, so that it can go on from there after a kill.
///
/// Whoever offers one sees to it that the work, its settings and its inputs are the same each time.
public struct Checkpoints: Sendable {
    private let folder: String
    /// The least time between two keepings of one state; work that is over sooner keeps none.
    public var interval = Duration.seconds(10)
    /// Told what is kept, and what became of it.
    public var listener: @Sendable (Event) -> Void = { _ in }

    /// What happens to something kept under a name.
    public enum Event: Sendable, Hashable, CustomStringConvertible {
        /// It was written.
        case kept(name: String)
        /// Work goes on from it.
        case resumed(name: String)
        /// It is damaged, or of other data or settings: that work begins anew.
        case refused(name: String, reason: String)
        /// It could not be written: the work goes on, but a kill would cost it.
        case failed(name: String, reason: String)

        /// One line for a log.
        public var description: String {
            switch self {
            case .kept(let name): "kept \(name)"
            case .resumed(let name): "going on from the kept \(name)"
            case .refused(let name, let reason): "the kept \(name) is not used, that part begins anew: \(reason)"
            case .failed(let name, let reason): "cannot keep \(name), a resumed job would begin it anew: \(reason)"
            }
        }
    }

    /// - Parameter folder: made when something is kept.
    public init(folder: String) {
        self.folder = folder
    }

    /// What was kept under a name, mapped from its file; `nil` if nothing was.
    public func data(named name: String) -> Data? {
        try? Data(contentsOf: URL(filePath: path(name)), options: .mappedIfSafe)
    }

    /// Keeps a value under a name, in place of one kept before.
    ///
    /// - Parameter write: writes the value into the file, which appears whole or not at all.
    /// - Throws: `FileFailure`, what Foundation throws if the folder cannot be made, and what `write` throws.
    public func keep(_ name: String, write: (WholeFile) throws -> Void) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = try WholeFile(path: path(name))
        try write(file)
        try file.commit()
        listener(.kept(name: name))
    }

    /// Forgets what was kept under a name.
    public func remove(_ name: String) {
        try? FileManager.default.removeItem(atPath: path(name))
    }

    /// Forgets all.
    public func removeAll() {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A folder in the folder, for a part of the work whose names would clash with those of other parts.
    public func inside(_ part: String) -> Checkpoints {
        var inner = Checkpoints(folder: path(part))
        inner.interval = interval
        inner.listener = listener
        return inner
    }

    /// Until the next keeping of a state, given how long the last took: so that keeping takes a twentieth of the time at
    /// most.
    package func pause(after keeping: Duration) -> Duration {
        interval == .zero ? .zero : max(interval, keeping * 20)
    }

    private func path(_ name: String) -> String { folder + "/" + name }
}

extension ExecutionContext {
    /// The value kept under a name, or made now and kept; just made where there are no ``checkpoints``.
    ///
    /// What cannot be decoded counts as not kept.
    ///
    /// - Throws: what `make` and `encode` throw, and what keeping throws.
    public func kept<Value>(
        _ name: String, encode: (Value) throws -> Data, decode: (Data) throws -> Value, make: () throws -> Value
    ) throws -> Value {
        guard let checkpoints else { return try make() }
        if let data = checkpoints.data(named: name) {
            do {
                let value = try decode(data)
                checkpoints.listener(.resumed(name: name))
                return value
            } catch {
                checkpoints.listener(.refused(name: name, reason: "it cannot be read"))
            }
        }
        let value = try make()
        try checkpoints.keep(name) { try $0.write(try encode(value)) }
        return value
    }

    /// As above, as a property list.
    public func kept<Value: Codable>(_ name: String, make: () throws -> Value) throws -> Value {
        try kept(
            name, encode: { try PropertyListEncoder.binary.encode($0) },
            decode: { try PropertyListDecoder().decode(Value.self, from: $0) }, make: make)
    }
}

extension PropertyListEncoder {
    /// One that writes binary property lists.
    package static var binary: PropertyListEncoder {
        let encoder = PropertyListEncoder()
        encoder.outputFormat = .binary
        return encoder
    }
}
