// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// Keeps the pixels of a wavelength range.
///
/// A pixel stays if its centre lies in [``from``, ``to``]. Cutting before a costly step saves its time; cutting before
/// `continuum` or `scale` decides what these see.
public struct CutStep: RecipeStep {
    public static let name = "cut"
    public static let summary = "Keeps the pixels of a wavelength range."

    /// A centre on it is kept; `nil` for no limit on this side.
    @Parameter("Shortest wavelength to keep", in: 0...1e12, unit: "recipe unit") public var from: Double? = nil
    /// A centre on it is kept; `nil` for no limit on this side.
    @Parameter("Longest wavelength to keep", in: 0...1e12, unit: "recipe unit") public var to: Double? = nil

    public init() {}

    public func check() throws {
        try validate()
        if from == nil, to == nil { throw StepFault("give from, to, or both") }
        if let from, let to, from >= to { throw StepFault("from (\(from)) must be less than to (\(to))") }
    }

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        let low = spectrum.wavelengths.firstIndex { $0 >= from ?? -.infinity } ?? spectrum.count
        let high = (spectrum.wavelengths.lastIndex { $0 <= to ?? .infinity } ?? -1) + 1
        guard high - low >= 2 else {
            throw Rejection(step: Self.name, reason: "it has fewer than 2 pixels in the range")
        }
        spectrum.keep(low..<high)
    }
}

/// A relation between the parameters of a step that does not hold.
struct StepFault: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
