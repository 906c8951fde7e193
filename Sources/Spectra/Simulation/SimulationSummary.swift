// SPDX-License-Identifier: Apache-2.0

/// What a simulation wrote.
public struct SimulationSummary: Sendable, Hashable, Codable {
    /// The folder that holds everything; the other paths are below it.
    public var folder: String
    /// `labels.csv`: one row per spectrum with its file, its true class and what else is true of it.
    public var labels: String
    /// `truth.vot`: the same as a VOTable, with units and UCDs.
    public var truth: String
    /// `spectra.vot`: the files as an SSA service would list them, without their classes.
    public var listing: String
    /// Spectra written, copies and broken files not counted.
    public var spectra: Int
    /// Distinct simulated objects; some are observed several times.
    public var objects: Int
    /// By true class, copies and broken files not counted.
    public var spectraOfClass: [String: Int]
    /// By the archive layout of their files, copies and broken files not counted.
    public var spectraOfLayout: [String: Int]
    /// Copies planted, listed in `planted.csv`.
    public var duplicates: Int
    /// Broken files planted, listed in `planted.csv`.
    public var badFiles: Int
    /// Bytes of all spectrum files, copies and broken ones counted.
    public var bytes: Int
}
