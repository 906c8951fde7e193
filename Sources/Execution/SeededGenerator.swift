// SPDX-License-Identifier: Apache-2.0

/// Random numbers that are the same on every machine for the same seed and part.
///
/// xoshiro256** with its state filled by SplitMix64 from (seed, part), so that parts draw independent streams and a
/// result does not depend on which thread ran which part.
///
/// - SeeAlso: Blackman & Vigna 2021, doi:10.1145/3460772.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameters:
    /// - seed: the seed of the whole computation.
    /// - part: the number of the stream: a tree, a resample, a part of the data.
    public init(seed: UInt64, part: UInt64 = 0) {
        var mixer = SplitMix64(state: seed)
        mixer.state = mixer.next() ^ (part &* 0xD134_2543_DE82_EF95)
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// Where a generator stands, to go on from later: four words.
    package var words: [UInt64] { [state.0, state.1, state.2, state.3] }

    /// One that stands where another stood.
    package init(words: [UInt64]) {
        precondition(words.count == 4, "a generator has four words of state")
        state = (words[0], words[1], words[2], words[3])
    }

    /// 64 random bits; period 2²⁵⁶ − 1.
    public mutating func next() -> UInt64 {
        let result = rotateLeft(state.1 &* 5, 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotateLeft(state.3, 45)
        return result
    }

    /// A uniform integer in `0..<bound`, without bias (Lemire 2019, doi:10.1145/3230636).
    public mutating func index(below bound: Int) -> Int {
        Int(next(upperBound: UInt64(bound)))
    }

    /// A uniform number in [0, 1) with 53 random bits.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    private func rotateLeft(_ value: UInt64, _ count: UInt64) -> UInt64 {
        (value << count) | (value >> (64 - count))
    }
}

/// Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195.
private struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
