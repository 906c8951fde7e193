// SPDX-License-Identifier: Apache-2.0

import CKernels

/// An orthogonal wavelet, as the pair of filters that takes a signal apart.
///
/// ``named(_:)`` knows Haar's (`haar`, the same as `db1`), Daubechies' `db1` … `db10` and the symlets `sym2` … `sym10`; a
/// number N means 2 N filter taps and N vanishing moments.
///
/// - SeeAlso: Daubechies 1992, "Ten Lectures on Wavelets", chapters 6 and 8.
public struct Wavelet: Sendable, Codable, Hashable {
    /// "db4".
    public let name: String
    /// The low-pass filter of the decomposition; its sum is √2, the sum of its squares 1.
    public let lowPass: [Double]

    /// Every name that ``named(_:)`` knows.
    public static let names: [String] =
        ["haar"] + (1...10).map { "db\($0)" } + (2...10).map { "sym\($0)" }

    /// - Throws: ``LearningError/badSetting(name:text:allowed:)`` for a name not among ``names``.
    public static func named(_ name: String) throws(LearningError) -> Wavelet {
        // The symlets of 4 and 6 taps are Daubechies'.
        let key = ["haar": "db1", "sym2": "db2", "sym3": "db3"][name] ?? name
        guard let filter = WaveletFilters.lowPass[key] else {
            throw .badSetting(name: "wavelet", text: "\"\(name)\"", allowed: names.joined(separator: ", "))
        }
        return Wavelet(name: name, lowPass: filter)
    }

    private init(name: String, lowPass: [Double]) {
        self.name = name
        self.lowPass = lowPass
    }

    /// Only the name is written.
    public init(from decoder: any Decoder) throws {
        self = try Wavelet.named(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    /// The high-pass filter of the decomposition: the low-pass one back to front, with alternating signs.
    public var highPass: [Double] {
        lowPass.indices.map { ($0 % 2 == 0 ? -1 : 1) * lowPass[lowPass.count - 1 - $0] }
    }

    /// What the kernels take.
    func kernel(_ boundary: WaveletTransform.Boundary) -> secchi_wavelet {
        var kernel = secchi_wavelet()
        kernel.taps = UInt32(lowPass.count)
        kernel.edge =
            switch boundary {
            case .symmetric: Int32(SECCHI_WAVELET_SYMMETRIC.rawValue)
            case .zero: Int32(SECCHI_WAVELET_ZERO.rawValue)
            case .periodization: Int32(SECCHI_WAVELET_PERIODIC.rawValue)
            }
        withUnsafeMutableBytes(of: &kernel.low) { Self.fill($0, with: lowPass) }
        withUnsafeMutableBytes(of: &kernel.high) { Self.fill($0, with: highPass) }
        return kernel
    }

    private static func fill(_ bytes: UnsafeMutableRawBufferPointer, with filter: [Double]) {
        for (place, value) in zip(bytes.bindMemory(to: Float.self).indices, filter) {
            bytes.storeBytes(of: Float(value), toByteOffset: place * MemoryLayout<Float>.stride, as: Float.self)
        }
    }
}
