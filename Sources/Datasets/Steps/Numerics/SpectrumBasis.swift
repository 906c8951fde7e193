// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
public import Parameters

/// A few spectra on one grid whose mixtures other spectra are taken for: a constant, a mean, and principal components.
///
/// As text it is Base64 of: the number of spectra and of pixels (UInt32), then for each spectrum (the mean first) the value
/// of one step (Float32) and its pixels in steps (Int16), all little-endian. Sixteen bits are finer than any noise, and what is
/// used is what is stored, so that a dataset and later spectra are prepared alike.
public struct SpectrumBasis: Sendable, Hashable {
    /// Pixels of each spectrum.
    public let pixelCount: Int
    /// Components beside the constant and the mean.
    public let componentCount: Int
    /// The text.
    public let text: String
    private let fitted: FittedComponents

    private static let limit = 1 << 24

    /// Keeps the mean and components of standardised spectra.
    init(_ components: FittedComponents) throws {
        let pixels = components.mean.count
        var data = Data()
        func append<Value>(_ value: Value) { withUnsafeBytes(of: value) { data.append(contentsOf: $0) } }
        append(UInt32(components.variances.count + 1).littleEndian)
        append(UInt32(pixels).littleEndian)
        for number in 0...components.variances.count {
            let values =
                number == 0
                ? components.mean : Array(components.components.values[(number - 1) * pixels..<number * pixels])
            let greatest = values.reduce(0) { max($0, $1.magnitude) }
            let step = greatest / 32767
            append(step.bitPattern.littleEndian)
            for value in values { append(Int16(step > 0 ? (value / step).rounded() : 0).littleEndian) }
        }
        guard let basis = Self(text: data.base64EncodedString()) else { throw LearningError.noRows }
        self = basis
    }

    /// `nil` for text that is not a basis.
    init?(text: String) {
        guard text.utf8.count <= Self.limit, let data = Data(base64Encoded: text) else { return nil }
        let bytes = [UInt8](data)
        func number(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) } }
        guard bytes.count >= 8 else { return nil }
        let count = number(0), pixels = number(4)
        guard (1...4097).contains(count), (1...1_000_000).contains(pixels),
            bytes.count == 8 + count * (4 + 2 * pixels)
        else { return nil }
        var vectors = [Float](repeating: Float(1 / Double(pixels).squareRoot()), count: pixels)
        for vector in 0..<count {
            let start = 8 + vector * (4 + 2 * pixels)
            let step = Float(bitPattern: UInt32(number(start)))
            guard step.isFinite, step >= 0, step < 1e30 else { return nil }
            var values = (0..<pixels).map { pixel -> Double in
                let place = start + 4 + 2 * pixel
                return Double(Int16(bitPattern: UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8)) * Double(step)
            }
            let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            if length > 0 { values = values.map { $0 / length } }
            vectors += values.map(Float.init)
        }
        guard let matrix = try? FeatureMatrix(rows: count + 1, columns: pixels, values: vectors) else { return nil }
        fitted = FittedComponents(
            mean: [Float](repeating: 0, count: pixels), components: matrix,
            variances: [Double](repeating: 1, count: count + 1), totalVariance: 1)
        pixelCount = pixels
        componentCount = count - 1
        self.text = text
    }

    /// The mixture nearest to the flux by weighted least squares.
    ///
    /// - Parameters:
    ///   - flux: ``pixelCount`` numbers; those of weight 0 mean nothing.
    ///   - weights: as many numbers ≥ 0.
    /// - Returns: the mixture at all pixels.
    func nearest(to flux: [Float], weights: [Float]) throws -> [Float] {
        let context = ExecutionContext(threads: 1)
        let row = try FeatureMatrix(rows: 1, columns: pixelCount, values: flux)
        let given = try FeatureMatrix(rows: 1, columns: pixelCount, values: weights)
        let scores = try fitted.transform(row, weights: given, context: context)
        return try fitted.inverse(scores, context: context).values
    }

    public static func == (left: Self, right: Self) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension SpectrumBasis: ParameterValue {
    public static var kind: ParameterDeclaration.Kind { .text }
    public var parameterText: String? { text }
    public static func parse(_ text: String) -> SpectrumBasis? { SpectrumBasis(text: text) }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let basis = SpectrumBasis(text: text) else {
            throw ParameterError.outOfRange(
                name: "basis", text: text.count > 24 ? text.prefix(24) + "…" : text,
                allowed: "what an earlier build has written, or leave it out")
        }
        self = basis
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
