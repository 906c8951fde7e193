// SPDX-License-Identifier: Apache-2.0

/// What an index says of one row, in a fixed number of bytes.
protocol SegmentEntry: Comparable, Sendable {
    /// Bytes of an entry as it is stored.
    static var width: Int { get }
    /// Where the entry stands among others: rises, or stays, as entries do; below 2³⁷.
    var place: Int64 { get }

    init(from bytes: UnsafeRawPointer)
    func write(to bytes: UnsafeMutableRawPointer)
}

/// The hash of a name, an observation or an original, and the row that has it. Whoever finds a row compares the thing itself.
struct HashEntry: SegmentEntry {
    static let width = 12

    /// The upper 48 bits of an ``IndexKey``.
    let hash: UInt64
    /// Below 2⁴⁸.
    let row: Int64

    init(key: Int64, row: Int64) {
        hash = UInt64(bitPattern: key) >> 16
        self.row = row
    }

    /// The first that an entry with a hash can be.
    init(hash: UInt64) {
        self.hash = hash
        row = 0
    }

    var place: Int64 { Int64(hash >> 11) }

    /// Whether a segment's filter knows it. Only a person asks for an object, so filters leave objects out.
    var isFiltered: Bool { hash & 1 == 0 }

    static func < (one: Self, other: Self) -> Bool {
        one.hash == other.hash ? one.row < other.row : one.hash < other.hash
    }

    init(from bytes: UnsafeRawPointer) {
        let upper = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        let lower = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        hash = upper >> 16
        row = Int64((upper & 0xFFFF) << 32 | UInt64(lower))
    }

    func write(to bytes: UnsafeMutableRawPointer) {
        let row = UInt64(truncatingIfNeeded: row)
        bytes.storeBytes(of: (hash << 16 | row >> 32 & 0xFFFF).littleEndian, as: UInt64.self)
        bytes.storeBytes(of: UInt32(truncatingIfNeeded: row).littleEndian, toByteOffset: 8, as: UInt32.self)
    }
}

/// A position and a band, rounded so that nothing is missed; whoever finds a row asks it exactly.
struct PositionEntry: SegmentEntry {
    static let width = 24
    /// How far a stored position may be from the true one, in degrees, with room.
    static let tolerance = 1e-6

    /// The zone of a degree in declination, from 0 at the south pole, then the right ascension in 360°/2³².
    let key: UInt64
    /// Below 2⁴⁸.
    let row: Int64
    /// In 2⁻²⁴ degrees.
    private let height: Int32
    /// Metres, the band made wider by rounding; NaN where nothing is known.
    let waveLow: Float
    let waveHigh: Float

    /// - Returns: `nil` for what is no position.
    init?(ra: Double, dec: Double, band: ClosedRange<Double>?, row: Int64) {
        guard ra.isFinite, let zone = Self.zone(ofDeclination: dec) else { return nil }
        key = UInt64(zone) << 32 | UInt64(Self.step(ofRightAscension: Sky.normalised(ra)))
        height = Int32((dec * Self.heightSteps).rounded())
        waveLow = band.map { Self.below($0.lowerBound) } ?? .nan
        waveHigh = band.map { -Self.below(-$0.upperBound) } ?? .nan
        self.row = row
    }

    var ra: Double { Double(key & 0xFFFF_FFFF) / Self.raSteps }
    var dec: Double { Double(height) / Self.heightSteps }

    var place: Int64 { Self.place(key) }
    static func place(_ key: UInt64) -> Int64 { Int64(key >> 3) }

    static func < (one: Self, other: Self) -> Bool { one.key == other.key ? one.row < other.row : one.key < other.key }

    init(from bytes: UnsafeRawPointer) {
        let upper = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        func word(_ offset: Int) -> UInt32 {
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
        key = upper >> 24
        row = Int64((upper & 0xFF_FFFF) << 24 | UInt64(word(8)))
        height = Int32(bitPattern: word(12))
        waveLow = Float(bitPattern: word(16))
        waveHigh = Float(bitPattern: word(20))
    }

    func write(to bytes: UnsafeMutableRawPointer) {
        let row = UInt64(truncatingIfNeeded: row)
        bytes.storeBytes(of: (key << 24 | row >> 24 & 0xFF_FFFF).littleEndian, as: UInt64.self)
        for (offset, word) in [
            (8, UInt32(row & 0xFF_FFFF)), (12, UInt32(bitPattern: height)), (16, waveLow.bitPattern),
            (20, waveHigh.bitPattern),
        ] { bytes.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt32.self) }
    }

    static func zone(ofDeclination dec: Double) -> Int? {
        (-90...90).contains(dec) ? Int((dec + 90).rounded(.down)) : nil
    }

    /// - Parameter ra: 0 … 360.
    static func step(ofRightAscension ra: Double) -> UInt32 {
        UInt32(min(max(0, (ra * raSteps).rounded(.down)), 4_294_967_295))
    }

    private static let raSteps = 4_294_967_296.0 / 360
    private static let heightSteps = 16_777_216.0

    private static func below(_ value: Double) -> Float {
        let rounded = Float(value)
        return Double(rounded) > value ? rounded.nextDown : rounded
    }
}
