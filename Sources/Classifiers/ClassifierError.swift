// SPDX-License-Identifier: Apache-2.0

/// A dataset, model or file that a classifier cannot use: what, where, and what to do.
public enum ClassifierError: Error, Sendable, Hashable {
    /// No classifier of this name; `known` are all names.
    case unknownModule(name: String, known: [String])
    /// Not one row of the dataset has a label, so nothing can be learnt.
    case noLabels(dataset: String)
    /// Every label is `only`.
    case tooFewClasses(dataset: String, only: String)
    /// Too few classes have the objects that `minimumObjects` asks for.
    case noClassLeft(dataset: String, minimum: Int)
    /// A dataset without spectra or without pixels.
    case emptyDataset(name: String)
    /// The flux or mask has not n · m values.
    case wrongShape(dataset: String, what: String, have: Int, need: Int)
    /// NaN or infinite flux where the mask says there are data; row and pixel are 0-based.
    case notFinite(dataset: String, row: Int, id: String, pixel: Int)
    /// A model meets spectra on another grid than it learnt from.
    case gridMismatch(have: String, need: String)
    /// The file does not begin like a model, or is cut short or changed.
    case notAModel(file: String, reason: String)
    /// A model file of a format that a later program writes.
    case newerModel(file: String, version: Int, known: Int)
    /// A model given to a module that has not trained it.
    case wrongModule(file: String, have: String, need: String)
    /// A file that cannot be opened; `reason` is the system's.
    case unreadable(file: String, reason: String)
    /// A `report.json` that is missing fields or is no JSON.
    case notAReport(file: String, reason: String)
    /// The grid is too short for the binning of the features.
    case tooFewPixels(have: Int, need: Int)
    /// A line whose window or continuum is not within the grid of the dataset.
    case lineOutside(line: String, grid: String)
    /// A dataset whose pixels are not on a spectral axis, so that nothing can be shifted by a velocity.
    case noVelocities(dataset: String, unit: String)
    /// A model that cannot leave doubtful spectra without an answer in the way that was asked for.
    case noThreshold(model: String, reason: String)
    /// A file that is not the `predictions.vot` of a training.
    case badPredictions(file: String, reason: String)
    /// Two cross-validations that cannot be compared spectrum by spectrum.
    case splitsDiffer(first: String, second: String, what: String)
    /// A configuration of another program that says something we cannot take.
    case badConfiguration(file: String, what: String)
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
        case .lineOutside(let line, let grid):
            """
            CLS015: the line \(line) with its continuum is not within the grid \(grid); \
            leave it out, or prepare the dataset on a wider grid
            """
        case .noVelocities(let dataset, let unit):
            """
            CLS024: \(dataset): its pixels are in \(unit.isEmpty ? "no unit" : unit), so no velocity shifts them; \
            leave velocityCopies at 0, or give the dataset wavelengths
            """
        case .noThreshold(let model, let reason):
            """
            CLS021: the model of \(model) cannot say which spectra are none of its classes: \(reason); \
            give --none-below a probability, or a lower --target-accuracy
            """
        case .badPredictions(let file, let reason):
            "CLS022: \(file): not the predictions of a training (\(reason)); give a job that trained a classifier"
        case .splitsDiffer(let first, let second, let what):
            """
            CLS023: \(first) and \(second) were not judged on the same splits: \(what); \
            train both on the same dataset with the same seed, folds, repeats and minimum-objects
            """
        case .badConfiguration(let file, let what):
            "CLS020: \(file): not a configuration that can be read (\(what)); correct it, or give the parameters as flags"
        }
    }
}
