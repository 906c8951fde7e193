// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The state of a long computation, kept every so often under a name so that a run after a kill goes on from it.
///
/// ```swift
/// var state = try KeptState("sum", in: context) { try $0.mix(settings: self) }
/// var (step, sums) = state.restore {
///     (try $0.integer(in: 0...steps), try $0.array(of: Float.self, count: size))
/// } ?? (0, start)
/// while step < steps {
///     // …
///     state.offer { $0.append(step); $0.append(sums) }
/// }
/// state.remove()
/// ```
///
/// The file holds the fingerprint of what the computation depends on and a checksum: what is of other data or damaged is not
/// used. Writing takes at most a twentieth of the time, and none in the first seconds
/// (``Checkpoints/interval``). Does nothing where the context has no ``ExecutionContext/checkpoints``.
package struct KeptState {
    private static let magic: UInt64 = 0x3154_4154_5343_4553
    private static let headSize = 32

    private let name: String
    private let checkpoints: Checkpoints?
    private let fingerprint: UInt64
    private var due: ContinuousClock.Instant
    private var hasFailed = false

    /// - Parameters:
    ///   - sparingOthers: whether states of other computations under this name stay beside it.
    ///   - of: mixes all that the computation depends on.
    package init(
        _ name: String, in context: ExecutionContext, sparingOthers: Bool = false,
        of dependencies: (inout Fingerprint) throws -> Void
    ) rethrows {
        checkpoints = context.checkpoints
        var fingerprint = Fingerprint()
        if checkpoints != nil { try dependencies(&fingerprint) }
        self.fingerprint = fingerprint.value
        self.name = sparingOthers ? name + "-" + String(fingerprint.value, radix: 16) : name
        due = .now + (checkpoints?.interval ?? .zero)
    }

    /// Whether anything is kept.
    package var isActive: Bool { checkpoints != nil }

    /// What was kept of the same computation; `nil` if nothing was, or nothing that can be used.
    ///
    /// - Parameter read: takes out what was appended, in the same order; throws for what cannot be.
    package func restore<Value>(_ read: (inout Contents) throws -> Value) -> Value? {
        guard let checkpoints, let data = checkpoints.data(named: name) else { return nil }
        do {
            var contents = try Contents(payload(of: data))
            let value = try read(&contents)
            guard contents.isAtEnd else { throw Refusal("it holds more than it should") }
            checkpoints.listener(.resumed(name: name))
            return value
        } catch {
            checkpoints.listener(.refused(name: name, reason: (error as? Refusal)?.reason ?? "\(error)"))
            return nil
        }
    }

    /// Keeps the state if it is time to.
    ///
    /// - Parameter write: appends all of it; called only then.
    package mutating func offer(_ write: (inout Draft) -> Void) {
        guard let checkpoints, ContinuousClock.now >= due else { return }
        let begun = ContinuousClock.now
        var draft = Draft()
        write(&draft)
        do {
            try checkpoints.keep(name) { file in
                try Self.head(fingerprint: fingerprint, of: draft.data).withUnsafeBytes { try file.write($0) }
                try file.write(draft.data)
            }
        } catch {
            if !hasFailed { checkpoints.listener(.failed(name: name, reason: "\(error)")) }
            hasFailed = true
        }
        let took = begun.duration(to: .now)
        due = .now + checkpoints.pause(after: took)
    }

    /// Forgets what was kept, once the computation has ended.
    package func remove() { checkpoints?.remove(name) }

    private static func head(fingerprint: UInt64, of payload: Data) -> [UInt64] {
        var check = Fingerprint()
        payload.withUnsafeBytes { check.mix($0) }
        return [magic, fingerprint, UInt64(payload.count), check.value].map(\.littleEndian)
    }

    private func payload(of data: Data) throws -> Data {
        guard data.count >= Self.headSize else { throw Refusal("the file is cut") }
        let payload = data.dropFirst(Self.headSize)
        let need = Self.head(fingerprint: fingerprint, of: payload)
        let have = data.withUnsafeBytes { bytes in
            need.indices.map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
        }
        guard have[0] == need[0] else { throw Refusal("the file is of another kind") }
        guard have[1] == need[1] else { throw Refusal("it is of other data or settings") }
        guard have == need else { throw Refusal("the file is damaged") }
        return payload
    }

    /// Why something kept is not used.
    package struct Refusal: Error {
        let reason: String

        package init(_ reason: String) { self.reason = reason }
    }

    /// What is to be kept, one thing after the other.
    package struct Draft {
        fileprivate var data = Data()

        package mutating func append(_ number: Int) { append([Int64(number)]) }

        package mutating func append(_ bytes: UnsafeRawBufferPointer) { data.append(contentsOf: bytes) }

        /// The elements, without their number.
        package mutating func append<Element: BitwiseCopyable>(_ values: [Element]) {
            values.withUnsafeBytes { data.append(contentsOf: $0) }
        }
    }

    /// What was kept, in the order in which it was appended.
    package struct Contents {
        private var rest: Data

        fileprivate init(_ data: Data) { rest = data }

        fileprivate var isAtEnd: Bool { rest.isEmpty }

        /// - Throws: ``Refusal`` for a number outside of the range.
        package mutating func integer(in range: ClosedRange<Int>) throws -> Int {
            let number = Int(try array(of: Int64.self, count: 1)[0])
            guard range.contains(number) else { throw Refusal("\(number) is not in \(range)") }
            return number
        }

        /// - Throws: ``Refusal`` if there are fewer.
        package mutating func array<Element: BitwiseCopyable>(of type: Element.Type, count: Int) throws -> [Element] {
            let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
            guard count >= 0, !overflow, size <= rest.count else { throw Refusal("it holds less than it should") }
            let values = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
                rest.prefix(size).copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
                initialized = count
            }
            rest = rest.dropFirst(size)
            return values
        }
    }
}
