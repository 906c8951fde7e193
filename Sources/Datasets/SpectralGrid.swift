// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Spectra

/// The one grid that all spectra of a dataset are brought onto.
public struct SpectralGrid: Sendable, Hashable, Codable {
    /// Centres even in wavelength, even in its logarithm, or neither.
    public enum Kind: String, Sendable, Hashable, Codable { case linear, logarithmic, given }

    /// Must agree with ``values``; found from them by ``init(values:unit:medium:)``.
    public var kind: Kind
    /// m pixel centres, ascending, in ``unit``.
    public var values: [Double]
    /// VOUnits spelling; "Angstrom" unless the recipe says otherwise.
    public var unit: String
    /// What all spectra on the grid are in; `.unknown` if no step or file decides it.
    public var medium: SpectralMedium

    public init(kind: Kind, values: [Double], unit: String = "Angstrom", medium: SpectralMedium) {
        self.kind = kind
        self.values = values
        self.unit = unit
        self.medium = medium
    }
}

extension SpectralGrid {
    /// A grid whose kind is found from its values: linear or logarithmic if every centre agrees within 1e-6 of a pixel.
    public init(values: [Double], unit: String = "Angstrom", medium: SpectralMedium) {
        self.init(kind: Self.kind(of: values), values: values, unit: unit, medium: medium)
    }

    /// The distance of pixels, of their log10 for a logarithmic grid; the median distance for a given one.
    public var step: Double {
        guard let first = values.first, let last = values.last, values.count > 1 else { return 0 }
        let count = Double(values.count - 1)
        switch kind {
        case .linear: return (last - first) / count
        case .logarithmic: return log10(last / first) / count
        case .given: return zip(values, values.dropFirst()).map { $1 - $0 }.sorted()[(values.count - 1) / 2]
        }
    }

    /// Why the values cannot be a grid; `nil` if they can. An empty list is not a problem here.
    static func problem(with values: [Double]) -> String? {
        if let bad = values.first(where: { !$0.isFinite }) { return "\(bad) is not a wavelength" }
        for (index, (left, right)) in zip(values, values.dropFirst()).enumerated() where left >= right {
            return "the centres must ascend, but number \(index + 2) (\(right)) is not above \(left)"
        }
        return nil
    }

    private static func kind(of values: [Double]) -> Kind {
        guard values.count > 2, let first = values.first, let last = values.last else {
            return values.count == 2 ? .linear : .given
        }
        func isEven(_ transform: (Double) -> Double) -> Bool {
            let low = transform(first)
            let step = (transform(last) - low) / Double(values.count - 1)
            guard step > 0, step.isFinite else { return false }
            return values.indices.allSatisfy {
                abs(transform(values[$0]) - low - Double($0) * step) <= 1e-6 * step
            }
        }
        if isEven({ $0 }) { return .linear }
        return first > 0 && isEven({ log10($0) }) ? .logarithmic : .given
    }
}
