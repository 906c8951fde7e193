// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// Where a dataset's spectra come from: a fixed number of parts, each of which can be read again at any time.
///
/// Parts are read in parallel and in any order. The parts and their contents must not depend on the number of threads,
/// and must be the same whenever ``fingerprint`` is: a build that was cut short carries on with the parts it has
/// finished.
public struct SpectrumSource: Sendable {
    /// One spectrum, or a file that gave none.
    public enum Entry: Sendable {
        /// `id` is the identifier in the dataset, usually ``Spectrum/identifier`` made unique.
        case spectrum(id: String, Spectrum)
        /// A file that cannot be read as a spectrum; it is listed among the rejected with this reason.
        case unreadable(id: String, source: String, reason: String)
    }

    /// Some hundred spectra a part are good: memory is bounded by the parts being worked on.
    public var partCount: Int
    /// Spectra in all, if known, for progress.
    public var spectrumCount: Int?
    /// Changes whenever the content does: "collection-name:revision".
    public var fingerprint: String
    /// Wavelength coverage and media, for recipes that leave the grid open; gathered by a reading pass if `nil`.
    public var summary: CoverageSummary?
    /// Hands every entry of one part to the visitor, in order, and passes on what the visitor throws.
    public var visitPart: @Sendable (_ part: Int, _ visitor: (Entry) throws -> Void) throws -> Void

    public init(
        partCount: Int, spectrumCount: Int? = nil, fingerprint: String, summary: CoverageSummary? = nil,
        visitPart: @escaping @Sendable (_ part: Int, _ visitor: (Entry) throws -> Void) throws -> Void
    ) {
        self.partCount = partCount
        self.spectrumCount = spectrumCount
        self.fingerprint = fingerprint
        self.summary = summary
        self.visitPart = visitPart
    }

    /// Spectra in memory, in parts of 256; their ids are their identifiers.
    public init(_ spectra: [Spectrum], fingerprint: String = "memory") {
        let size = 256
        self.init(
            partCount: (spectra.count + size - 1) / size, spectrumCount: spectra.count, fingerprint: fingerprint
        ) { part, visitor in
            for spectrum in spectra[part * size..<min(spectra.count, (part + 1) * size)] {
                try visitor(.spectrum(id: spectrum.identifier, spectrum))
            }
        }
    }
}
