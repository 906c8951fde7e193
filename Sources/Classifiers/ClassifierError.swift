// SPDX-License-Identifier: Apache-2.0

/// A dataset, model or file that a classifier cannot use: what, where, and what to do.
public enum ClassifierError: Error, Sendable, Hashable {
    case unknownModule(name: String, known: [String])
    case noLabels(dataset: String)
    case tooFewClasses(dataset: String, only: String)
    case noClassLeft(dataset: String, minimum: Int)
    case emptyDataset(name: String)
    case wrongShape(dataset: String, what: String, have: Int, need: Int)
    case notFinite(dataset: String, row: Int, id: String, pixel: Int)
    case gridMismatch(have: String, need: String)
    case notAModel(file: String, reason: String)
    case newerModel(file: String, version: Int, known: Int)
    case wrongModule(file: String, have: String, need: String)
    case unreadable(file: String, reason: String)
    case notAReport(file: String, reason: String)
    case tooFewPixels(have: Int, need: Int)
}

extension ClassifierError: CustomStringConvertible {
    /// The stable code: "CLS004".
    public var code: String { String(description.prefix(6)) }

    public var description: String {
        switch self {
        case .unknownModule(let name, let known):
            "CLS001: there is no classifier \(name); there are: \(known.joined(separator: ", "))"
        case .noLabels(let dataset):
            "CLS002: \(dataset): no spectrum has a label; give labels when ingesting, or import a dataset that has them"
        case .tooFewClasses(let dataset, let only):
            "CLS003: \(dataset): all labels are \(only); give examples of at least two classes"
        case .noClassLeft(let dataset, let minimum):
            """
            CLS004: \(dataset): fewer than two classes have labelled spectra of \(minimum) objects; \
            label more objects, or lower minimumObjects
            """
        case .emptyDataset(let name):
            "CLS005: \(name): the dataset has no spectra; check its recipe, or choose another collection"
        case .wrongShape(let dataset, let what, let have, let need):
            "CLS006: \(dataset): \(what) has \(have) values where \(need) are needed; build the dataset again"
        case .notFinite(let dataset, let row, let id, let pixel):
            """
            CLS007: \(dataset), row \(row) (\(id)), pixel \(pixel): the flux is not a finite number; \
            build the dataset with a recipe that fills missing pixels
            """
        case .gridMismatch(let have, let need):
            "CLS008: the spectra are on the grid \(have) but the model needs \(need); prepare them with the model's recipe"
        case .notAModel(let file, let reason):
            "CLS009: \(file): not a whole model (\(reason)); train it again or fetch the file again"
        case .newerModel(let file, let version, let known):
            "CLS010: \(file): model format \(version) is newer than \(known); use a newer version of secchi"
        case .wrongModule(let file, let have, let need):
            "CLS011: \(file): the model was trained by \(have), not by \(need); use it with \(have)"
        case .unreadable(let file, let reason):
            "CLS012: \(file): cannot be read (\(reason)); check its name and permissions"
        case .notAReport(let file, let reason):
            "CLS013: \(file): not the report of a run (\(reason)); give the folder of a finished job"
        case .tooFewPixels(let have, let need):
            "CLS014: the grid has \(have) pixels where these features need \(need); bin fewer pixels"
        }
    }
}
