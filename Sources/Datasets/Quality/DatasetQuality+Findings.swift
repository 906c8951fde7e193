// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

extension DatasetQuality {
    static func findings(_ quality: DatasetQuality, _ dataset: Dataset, _ measures: [RowMeasures]) -> [Finding] {
        let all =
            rowFindings(quality) + coverageFindings(quality, dataset) + scaleFindings(quality, measures)
            + mediumFindings(quality, dataset) + labelFindings(quality, dataset)
        return Finding.Severity.allCases.flatMap { severity in all.filter { $0.severity == severity } }
    }

    private static func rowFindings(_ quality: DatasetQuality) -> [Finding] {
        var findings: [Finding] = []
        if quality.rowCount == 0 { findings.append(.init(severity: .problem, text: "The dataset is empty.")) }
        if quality.constantRowCount > 0 {
            findings.append(
                .init(
                    severity: .problem,
                    text:
                        "\(spectra(quality.constantRowCount)) constant, zero or without data: \(names(quality.constantRows))."
                ))
        }
        if let first = quality.identicalFlux.first {
            let count = quality.identicalFlux.reduce(0) { $0 + $1.count }
            findings.append(
                .init(
                    severity: .warning,
                    text: "\(count) spectra have the very same flux as another, such as \(names(first)); left in, they "
                        + "make scores look better than they are."))
        }
        if !quality.repeatedIDs.isEmpty {
            findings.append(
                .init(
                    severity: .warning,
                    text: "Some identifiers stand for several spectra: \(names(quality.repeatedIDs))."))
        }
        if quality.groupCount < quality.rowCount {
            findings.append(
                .init(
                    severity: .note,
                    text:
                        "Some objects have several spectra; \(quality.groupCount) objects in all. Splits keep them together."
                ))
        }
        return findings
    }

    private static func coverageFindings(_ quality: DatasetQuality, _ dataset: Dataset) -> [Finding] {
        var findings: [Finding] = []
        if let pixels = quality.pixelCoverage, pixels.minimum < 0.5 {
            let share = percent(1 - pixels.median)
            findings.append(
                .init(
                    severity: .warning,
                    text:
                        "Some pixels have data in only \(percent(pixels.minimum)) of the spectra (median: \(share) missing); "
                        + "a narrower grid would rest on data."))
        }
        if let coverage = quality.spectrumCoverage, coverage.minimum < 0.8 {
            findings.append(
                .init(
                    severity: .note,
                    text: "The least covered spectrum has data in \(percent(coverage.minimum)) of its pixels."))
        }
        if quality.zeroFraction > 0.05, dataset.mask == nil {
            findings.append(
                .init(
                    severity: .warning,
                    text:
                        "\(percent(quality.zeroFraction)) of all pixels are exactly 0 and not masked; perhaps they stand for "
                        + "missing data."))
        }
        return findings
    }

    private static func scaleFindings(_ quality: DatasetQuality, _ measures: [RowMeasures]) -> [Finding] {
        let scales = measures.filter { !$0.isConstant && $0.scale > 0 }.map(\.scale).sorted()
        guard let low = scales.first, let high = scales.last, high / low > 1e6 else { return [] }
        return [
            .init(
                severity: .warning,
                text:
                    "Flux levels differ by \(Int(log10(high / low))) powers of ten between spectra; units may be mixed, or a "
                    + "scale step is missing.")
        ]
    }

    private static func mediumFindings(_ quality: DatasetQuality, _ dataset: Dataset) -> [Finding] {
        var findings: [Finding] = []
        if dataset.grid.unit.isEmpty {
            findings.append(.init(severity: .warning, text: "The unit of the wavelengths is not known."))
        } else if dataset.grid.medium == .unknown {
            findings.append(
                .init(severity: .warning, text: "It is not known whether the wavelengths are in air or vacuum."))
        }
        guard let shift = quality.lineShift else { return findings }
        let total = Double(shift.airCount + shift.vacuumCount)
        if Double(min(shift.airCount, shift.vacuumCount)) > 0.15 * total {
            findings.append(
                .init(
                    severity: .warning,
                    text:
                        "Hα stands where air wavelengths put it in \(shift.airCount) spectra, and where vacuum ones do in "
                        + "\(shift.vacuumCount); air and vacuum may be mixed."))
        } else {
            let found: SpectralMedium = shift.airCount > shift.vacuumCount ? .air : .vacuum
            if dataset.grid.medium != .unknown, found != dataset.grid.medium {
                findings.append(
                    .init(
                        severity: .warning,
                        text: "The grid says \(dataset.grid.medium.rawValue), but Hα stands where \(found.rawValue) "
                            + "wavelengths put it in \(max(shift.airCount, shift.vacuumCount)) of \(Int(total)) spectra."
                    ))
            }
        }
        return findings
    }

    private static func labelFindings(_ quality: DatasetQuality, _ dataset: Dataset) -> [Finding] {
        let labels = quality.labelCounts.filter { !$0.key.isEmpty }
        guard !labels.isEmpty else {
            return [.init(severity: .note, text: "No spectrum has a label; nothing can be trained on it yet.")]
        }
        var findings: [Finding] = []
        if let missing = quality.labelCounts[""] {
            findings.append(.init(severity: .note, text: "\(spectra(missing)) without a label."))
        }
        if labels.count == 1 {
            findings.append(.init(severity: .warning, text: "There is only one class, \(labels.keys.first ?? "")."))
        }
        let rare = labels.filter { $0.value < 5 }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        if !rare.isEmpty {
            let list = rare.prefix(8).map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
            findings.append(
                .init(severity: .warning, text: "Classes with fewer than 5 spectra cannot be evaluated well: \(list)."))
        }
        if let most = labels.values.max(), let least = labels.values.min(), most >= 20 * least {
            findings.append(
                .init(
                    severity: .note,
                    text:
                        "The largest class has \(most) spectra and the smallest \(least); judge by F1, not by accuracy."
                ))
        }
        let byGroup = Dictionary(grouping: dataset.rows.filter { $0.label != nil }) { $0.group ?? $0.id }
        let mixed = byGroup.filter { Set($0.value.map(\.label)).count > 1 }.keys.sorted()
        if !mixed.isEmpty {
            findings.append(
                .init(
                    severity: .note,
                    text:
                        "\(mixed.count) objects have spectra with different labels, such as \(names(Array(mixed.prefix(3))))."
                ))
        }
        return findings
    }

    private static func spectra(_ count: Int) -> String { count == 1 ? "1 spectrum is" : "\(count) spectra are" }

    private static func percent(_ fraction: Double) -> String { short(fraction * 100) + " %" }

    private static func names(_ ids: [String]) -> String {
        ids.prefix(5).joined(separator: ", ") + (ids.count > 5 ? " and more" : "")
    }
}
