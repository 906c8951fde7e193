// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Execution

/// A computation's state that is kept every so often.
@Suite struct KeptStateTests {
    private let interruptions: Interruptions

    init() throws { interruptions = try Interruptions() }

    /// 1 + 2 + … + 20 and the powers of 2, a step at a time.
    private func sum(seed: UInt64 = 1, limit: Int = 20, _ context: ExecutionContext) throws -> [Int] {
        var state = KeptState("sum", in: context) {
            $0.mix(seed)
            $0.mix(limit)
        }
        var (step, sums) =
            state.restore {
                (try $0.integer(in: 0...limit), try $0.array(of: Int.self, count: 2))
            } ?? (0, [0, 1])
        while step < limit {
            try context.cancellation.check()
            step += 1
            sums = [sums[0] + step, sums[1] * 2]
            state.offer {
                $0.append(step)
                $0.append(sums)
            }
        }
        state.remove()
        return sums
    }

    @Test("work broken off again and again gives what it gives in one go, and leaves no file", arguments: [1, 3, 19])
    func goesOn(every: Int) throws {
        let (sums, breaks) = try interruptions.runToTheEnd(breakingAfter: every) { try sum($0) }
        #expect(sums == [210, 1 << 20])
        #expect(breaks == [1: 19, 3: 6, 19: 1][every])
        #expect(interruptions.kept.isEmpty)
    }

    @Test("a state of other data, cut, changed in a byte or of another kind is refused in one line")
    func refused() throws {
        _ = try interruptions.run(breakingAfter: 7) { try sum($0) }
        let url = interruptions.url("sum"), whole = try Data(contentsOf: url)
        func changed(_ place: Int) -> Data {
            var data = whole
            data[place] ^= 0x40
            return data
        }
        var longer = whole
        longer.append(contentsOf: [0])
        let cases: [(Data, seed: UInt64, String)] = [
            (whole, 2, "it is of other data or settings"),
            (Data(), 1, "the file is cut"),
            (whole.prefix(31), 1, "the file is cut"),
            (whole.dropLast(3), 1, "the file is damaged"),
            (longer, 1, "the file is damaged"),
            (changed(whole.count - 1), 1, "the file is damaged"),
            (changed(20), 1, "the file is damaged"),
            (changed(2), 1, "the file is of another kind"),
        ]
        for (data, seed, reason) in cases {
            try data.write(to: url)
            let (result, events) = try interruptions.run { try sum(seed: seed, $0) }
            #expect(result == [210, 1 << 20])
            #expect(events.first == .refused(name: "sum", reason: reason))
            #expect(events.first?.description.contains("\n") == false)
        }
        try whole.write(to: url)
        #expect(try interruptions.run { try sum($0) }.events.first == .resumed(name: "sum"))
    }

    @Test("a state whose numbers are out of range is refused, as is one that is too short or too long")
    func outOfRange() throws {
        func keep(_ values: [Int]) throws {
            _ = try interruptions.run { context in
                var state = KeptState("sum", in: context) {
                    $0.mix(UInt64(1))
                    $0.mix(20)
                }
                state.offer { $0.append(values) }
            }
        }
        for (values, reason) in [
            ([21, 0, 0], "21 is not in 0...20"), ([-1, 0, 0], "-1 is not in 0...20"),
            ([3, 0], "it holds less than it should"), ([3, 0, 0, 0], "it holds more than it should"),
        ] {
            try keep(values)
            #expect(try interruptions.run { try sum($0) }.events.first == .refused(name: "sum", reason: reason))
        }
    }

    @Test("nothing is kept before the interval is over, nor without a folder")
    func interval() throws {
        let folder = try TemporaryFolder()
        var context = ExecutionContext()
        #expect(try sum(context)[0] == 210)
        context.checkpoints = Checkpoints(folder: folder.appending("kept"))
        context.checkpoints?.listener = { Issue.record("\($0)") }
        #expect(try sum(context)[0] == 210)
        #expect(!FileManager.default.fileExists(atPath: folder.appending("kept")))
    }

    @Test("a folder that cannot be written costs one line, not the work")
    func fullDisk() throws {
        let folder = try TemporaryFolder(), events = Mutex<[Checkpoints.Event]>([])
        let file = folder.appending("file")
        try Data().write(to: URL(filePath: file))
        var context = ExecutionContext()
        context.checkpoints = Checkpoints(folder: file + "/kept")
        context.checkpoints?.interval = .zero
        context.checkpoints?.listener = { event in events.withLock { $0.append(event) } }
        #expect(try sum(context)[0] == 210)
        #expect(events.withLock { $0.count } == 1)
        guard case .failed("sum", _)? = events.withLock({ $0.first }) else {
            Issue.record("not told")
            return
        }
    }

    @Test("a fingerprint changes with each bit, with order and with length")
    func fingerprints() {
        func of(_ bytes: [UInt8]) -> UInt64 {
            var fingerprint = Fingerprint()
            fingerprint.mix(bytes)
            return fingerprint.value
        }
        let bytes: [UInt8] = (0..<19).map { $0 &* 13 }
        var seen: Set = [of(bytes), of(bytes + [0]), of(Array(bytes.reversed())), of([])]
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            seen.insert(of(changed))
        }
        #expect(seen.count == 4 + bytes.count * 8)
    }
}
