// SPDX-License-Identifier: Apache-2.0

/// A recipe, dataset or label list that cannot be used: what, where, and what to do.
public enum DatasetError: Error, Sendable, Hashable {
    /// The recipe's JSON cannot be read as one.
    case recipeMalformed(reason: String)
    /// The recipe names a step that is none of `known`.
    case unknownStep(name: String, known: [String])
    /// A step's parameters cannot be used; `step` is its 1-based place in the recipe.
    case badStep(step: Int, name: String, reason: String)
    /// The recipe leaves its grid open, and nothing was given to decide it by.
    case gridUndecided(reason: String)
    /// The file is whole but holds nothing that can be read as spectra on one grid, or as labels.
    case notDataset(file: String, reason: String)
    /// `line` is 1-based; 0 where the format has no lines.
    case malformed(file: String, line: Int, reason: String)
    /// Something the file must have, or an option names: a column, a table, a spectral axis.
    case missing(file: String, what: String)
    /// More rows, columns or bytes than are read; `limit` is in units of `what`.
    case tooLarge(file: String, what: String, limit: Int)
    /// Not one spectrum passed the recipe.
    case empty(rejected: Int, commonestReason: String)
    /// A file or folder that cannot be read or written; `reason` says also what to do.
    case system(file: String, reason: String)
    /// Wavelengths in air and in vacuum would share one grid, 1.8 Å apart at Hα.
    case mixedMedia
    /// Lines are to be measured in spectra whose zero a step of the recipe has moved.
    case zeroMoved(dataset: String, step: String)
}

extension DatasetError: CustomStringConvertible {
    /// The stable code, listed in the manual.
    public var code: String {
        switch self {
        case .recipeMalformed: "DST001"
        case .unknownStep: "DST002"
        case .badStep: "DST003"
        case .gridUndecided: "DST004"
        case .notDataset: "DST005"
        case .malformed: "DST006"
        case .missing: "DST007"
        case .tooLarge: "DST008"
        case .empty: "DST009"
        case .system: "DST010"
        case .mixedMedia: "DST011"
        case .zeroMoved: "DST012"
        }
    }

    public var description: String { "\(code): \(message)" }

    private var message: String {
        switch self {
        case .recipeMalformed(let reason):
            "the recipe cannot be read: \(reason); write {\"steps\": [{\"step\": \"cut\", …}, …]}"
        case .unknownStep(let name, let known):
            "the recipe has a step \"\(name)\"; there are: \(known.joined(separator: ", "))"
        case .badStep(let step, let name, let reason):
            "recipe, step \(step) (\(name)): \(reason)"
        case .gridUndecided(let reason):
            "the recipe does not fix the grid: \(reason); give its rebin step (add one if it has none) start, stop and width"
        case .notDataset(let file, let reason):
            "\(file) is not a dataset: \(reason); use a file that `dataset build` wrote, or import a labelled table"
        case .malformed(let file, let line, let reason):
            line > 0
                ? "\(file), line \(line): \(reason); correct that line" : "\(file): \(reason); correct the file"
        case .missing(let file, let what):
            "\(file) has no \(what); add it, or use another file"
        case .tooLarge(let file, let what, let limit):
            "\(file): \(what) is over the limit of \(limit); split the file"
        case .empty(let rejected, let reason):
            rejected == 0
                ? "there is no spectrum to build a dataset from; choose a collection that has some"
                : "all \(rejected) spectra were left out, most often because: \(reason); loosen the recipe"
        case .system(let file, let reason):
            "\(file): \(reason)"
        case .mixedMedia:
            "some spectra are in air, others in vacuum, on one grid; put a medium step first in the recipe"
        case .zeroMoved(let dataset, let step):
            "\(dataset): lines cannot be measured, since the step \(step) of its recipe moved the zero of the flux; "
                + "prepare it with scale median, l2 or none, and a continuum that is divided by"
        }
    }
}
