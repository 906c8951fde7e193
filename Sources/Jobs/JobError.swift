// SPDX-License-Identifier: Apache-2.0

/// A job that cannot be run: which, why, and what to do.
public enum JobError: Error, Sendable, Hashable {
    /// A `job.json` that cannot be read, or is not of the form that ``JobDocument`` states.
    case badDocument(file: String, reason: String)
    /// The document names a module that is none of `known`.
    case unknownModule(name: String, known: [String])
    /// The document gives nothing for an input that its module needs.
    case missingInput(role: String, module: String)
    /// Neither a job below `folder`, nor the path of a job's folder.
    case noSuchJob(name: String, folder: String)
    /// A folder without its `job.json` or `state.json`, or that cannot be written.
    case badJobFolder(folder: String, reason: String)
    /// A file named as input that is not there.
    case inputMissing(role: String, path: String)
    /// Raw spectra cannot be prepared for a model that learnt from a dataset made elsewhere.
    case noRecipe(model: String)
    /// A job without the predictions of a cross-validation, so that it cannot be compared.
    case noPredictions(job: String)
    /// A job that there is nothing to go on with.
    case notResumable(job: String, reason: String)
}

extension JobError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badDocument(let file, let reason):
            "JOB001: \(file) is no job document: \(reason); write {\"module\": …, \"inputs\": {…}, \"parameters\": {…}}"
        case .unknownModule(let name, let known):
            "JOB002: there is no module \(name); there are: \(known.joined(separator: ", "))"
        case .missingInput(let role, let module):
            "JOB003: module \(module) needs a \(role); name one under \"inputs\" or with --\(role)"
        case .noSuchJob(let name, let folder):
            "JOB004: there is no job \(name) in \(folder); secchi jobs lists them"
        case .badJobFolder(let folder, let reason):
            "JOB005: the job folder \(folder) cannot be used: \(reason); check its permissions, or run the job again"
        case .inputMissing(let role, let path):
            "JOB006: there is no \(role) \(path); check the path, or the name"
        case .noRecipe(let model):
            "JOB007: \(model) learnt from an imported dataset and holds no recipe; classify a dataset on its grid with --dataset"
        case .notResumable(let job, let reason):
            "JOB009: \(job) cannot go on: \(reason); secchi run \(job)/job.json runs it anew"
        case .noPredictions(let job):
            "JOB008: \(job) holds no predictions.vot; name a job that trained a classifier, or train it again"
        }
    }
}
