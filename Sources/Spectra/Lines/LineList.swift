// SPDX-License-Identifier: Apache-2.0

/// The lines to be measured, in the order of the columns of results.
public struct LineList: Sendable, Hashable, Codable {
    /// Names are unique.
    public var lines: [SpectralLine]

    public init(lines: [SpectralLine]) { self.lines = lines }

    /// The lines of these names or labels ("Halpha" or "Hα"), in this order, each once.
    ///
    /// - Throws: ``SpectrumError/unknownLine(name:known:)``.
    public func selecting(_ names: [String]) throws(SpectrumError) -> LineList {
        var chosen: [SpectralLine] = []
        for name in names {
            guard
                let line = lines.first(where: { $0.name == name || $0.label == name })
                    ?? lines.first(where: { $0.name.lowercased() == name.lowercased() })
            else { throw .unknownLine(name: name, known: lines.map(\.name)) }
            if !chosen.contains(line) { chosen.append(line) }
        }
        return LineList(lines: chosen)
    }

    /// The lines whose windows lie wholly within a range of wavelengths in Å of this medium.
    ///
    /// An unknown medium counts as vacuum, which moves no window by more than 0.03 %.
    public func within(_ range: ClosedRange<Double>, medium: SpectralMedium) -> LineList {
        let toMedium = medium == .air ? AirVacuum.air(vacuum:) : { $0 }
        return LineList(
            lines: lines.filter { line in
                let all = line.continuum + [line.window]
                let low = all.map(\.lowerBound).min() ?? 0, high = all.map(\.upperBound).max() ?? 0
                return toMedium(low) >= range.lowerBound && toMedium(high) <= range.upperBound
            })
    }
}
