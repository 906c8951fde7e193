// SPDX-License-Identifier: Apache-2.0

/// Which columns of a table make a spectrum.
struct ColumnRoles: Sendable {
    var spectral: TableColumn
    var flux: TableColumn
    var error: TableColumn?
    var inverseVariance: TableColumn?
    var variance: TableColumn?
    var quality: TableColumn?
    /// The weaker of what spectral axis and flux were seen from.
    var evidence: ColumnRole.Evidence

    init(spectral: TableColumn, flux: TableColumn, evidence: ColumnRole.Evidence) {
        self.spectral = spectral
        self.flux = flux
        self.evidence = evidence
    }

    /// Finds spectral axis and flux by utype, then UCD, then name, then unit; `nil` if either is not to be found.
    ///
    /// Error, variance and quality are taken only where they are named, and have as many values as the flux.
    init?(_ columns: [TableColumn]) {
        let numeric = columns.filter(\.isNumeric)
        guard let (spectral, first) = Self.best(.spectral, in: numeric) else { return nil }
        let others = numeric.filter { $0.index != spectral.index && Self.fit(spectral, $0) }
        guard let (flux, second) = Self.best(.flux, in: others) else { return nil }
        self.init(spectral: spectral, flux: flux, evidence: min(first, second))
        addErrors(from: columns)
    }

    /// The first two numeric columns, for tables of which nothing else is known.
    init?(firstTwoOf columns: [TableColumn]) {
        let numeric = columns.filter(\.isNumeric)
        guard numeric.count >= 2, Self.fit(numeric[0], numeric[1]) else { return nil }
        self.init(spectral: numeric[0], flux: numeric[1], evidence: .position)
    }

    /// Takes error, inverse variance, variance and quality from among the columns.
    mutating func addErrors(from columns: [TableColumn]) {
        let rest = columns.filter {
            $0.isNumeric && $0.index != spectral.index && $0.index != flux.index && $0.elements == flux.elements
        }
        let name = flux.plainName
        error =
            rest.first {
                ["\(name)err", "err\(name)", "\(name)error", "e\(name)", "\(name)sigma"].contains($0.plainName)
            }
            ?? Self.best(.error, in: rest, atLeast: .name)?.0
        inverseVariance = Self.best(.inverseVariance, in: rest, atLeast: .name)?.0
        variance = Self.best(.variance, in: rest, atLeast: .name)?.0
        quality = Self.best(.quality, in: rest, atLeast: .name)?.0
    }

    private static func fit(_ spectral: TableColumn, _ flux: TableColumn) -> Bool {
        spectral.elements == flux.elements || spectral.elements == 0 || flux.elements == 0
    }

    private static func best(
        _ role: ColumnRole, in columns: [TableColumn], atLeast: ColumnRole.Evidence = .unit
    ) -> (TableColumn, ColumnRole.Evidence)? {
        var best: (column: TableColumn, evidence: ColumnRole.Evidence, rank: Int)?
        for column in columns {
            guard let found = role.evidence(column), found.evidence >= atLeast else { continue }
            if let best, (best.evidence, -best.rank) >= (found.evidence, -found.rank) { continue }
            best = (column, found.evidence, found.rank)
        }
        return best.map { ($0.column, $0.evidence) }
    }
}
