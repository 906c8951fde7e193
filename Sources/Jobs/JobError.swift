// SPDX-License-Identifier: Apache-2.0

/// A job that cannot be run: which, why, and what to do.
public enum JobError: Error, Sendable, Hashable {
    case badDocument(file: String, reason: String)
    case unknownModule(name: String, known: [String])
    case missingInput(role: String, module: String)
    case noSuchJob(name: String, folder: String)
    case badJobFolder(folder: String, reason: String)
    case inputMissing(role: String, path: String)
    case noRecipe(model: String)
}

extension JobError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badDocument(let file, let reason):
            "JOB001: \(file) is no job document: \(reason)"
        case .unknownModule(let name, let known):
            "JOB002: there is no module \(name); there are: \(known.joined(separator: ", "))"
        case .missingInput(let role, let module):
            "JOB003: module \(module) needs a \(role); name one under \"inputs\" or with --\(role)"
        case .noSuchJob(let name, let folder):
            "JOB004: there is no job \(name) in \(folder); secchi jobs lists them"
        case .badJobFolder(let folder, let reason):
            "JOB005: the job folder \(folder) cannot be used: \(reason)"
        case .inputMissing(let role, let path):
            "JOB006: there is no \(role) \(path); check the path, or the name"
        case .noRecipe(let model):
            "JOB007: \(model) learnt from an imported dataset and holds no recipe; classify a dataset on its grid with --dataset"
        }
    }
}
