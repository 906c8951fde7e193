// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Foundation

/// The candidates of the parts of a join that are done, as a file: what a long search goes on from.
struct CandidateCheckpoint {
    static let name = "neighbours"
    private static let magic: UInt64 = 0x3148_4749_454E_4353

    private let checkpoints: Checkpoints
    /// Of what the candidates depend on.
    private let fingerprint: UInt64

    init(_ checkpoints: Checkpoints, join: NeighbourJoin) {
        self.checkpoints = checkpoints
        var fingerprint = Fingerprint()
        fingerprint.mix(join.rows)
        fingerprint.mix([join.count, join.search.distance == .cosine ? 1 : 0, Int(join.form.rawValue)])
        fingerprint.mix(join.search.columnWeights ?? [])
        self.fingerprint = fingerprint.value
    }

    /// Fills lists with what was kept.
    ///
    /// - Returns: the first part that is not done; 0 if nothing that fits was kept.
    func restore(_ lists: CandidateLists) -> Int {
        guard let data = checkpoints.data(named: Self.name) else { return 0 }
        let part = restore(lists, from: data)
        checkpoints.listener(
            part.map { _ in .resumed(name: Self.name) }
                ?? .refused(name: Self.name, reason: "it is damaged, or of other data or settings"))
        return part ?? 0
    }

    private func restore(_ lists: CandidateLists, from data: Data) -> Int? {
        let kernel = lists.kernel.pointee, capacity = Int(kernel.capacity), rows = lists.rowCount
        let sizes = [rows * 4, rows * 4, rows * capacity * 8]
        return data.withUnsafeBytes { bytes in
            guard bytes.count == 32 + sizes.reduce(0, +) else { return nil }
            let head = (0..<4).map { place in
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
            }
            guard head[0] == Self.magic, head[1] == fingerprint, head[2] == UInt64(lists.keep),
                let part = Int(exactly: head[3])
            else { return nil }
            let counts = (0..<rows).map { bytes.loadUnaligned(fromByteOffset: 32 + $0 * 4, as: UInt32.self) }
            let entries = 32 + rows * 8
            let fits = counts.enumerated().allSatisfy { row, count in
                count < kernel.capacity
                    && (0..<Int(count)).allSatisfy { place in
                        let start = entries + (row * capacity + place) * 8
                        return bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self) & 0xFFFF_FFFF < UInt64(rows)
                    }
            }
            guard fits else { return nil }
            var start = 32
            for (target, size) in zip(Self.arrays(of: kernel), sizes) {
                target.copyMemory(from: bytes.baseAddress.unsafelyUnwrapped + start, byteCount: size)
                start += size
            }
            return part
        }
    }

    /// Keeps the lists of the parts before one.
    func keep(_ lists: CandidateLists, before part: Int) throws {
        let kernel = lists.kernel.pointee, rows = lists.rowCount
        let sizes = [rows * 4, rows * 4, rows * Int(kernel.capacity) * 8]
        try checkpoints.keep(Self.name) { file in
            let head = [Self.magic, fingerprint, UInt64(lists.keep), UInt64(part)].map(\.littleEndian)
            try head.withUnsafeBytes { try file.write($0) }
            for (source, size) in zip(Self.arrays(of: kernel), sizes) {
                try file.write(UnsafeRawBufferPointer(start: source, count: size))
            }
        }
    }

    private static func arrays(of kernel: secchi_neighbour_lists) -> [UnsafeMutableRawPointer] {
        [
            UnsafeMutableRawPointer(kernel.counts), UnsafeMutableRawPointer(kernel.thresholds),
            UnsafeMutableRawPointer(kernel.entries),
        ]
    }
}
