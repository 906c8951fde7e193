// SPDX-License-Identifier: Apache-2.0

public import DataManager
public import Execution

/// What a module is given while it runs.
public struct RunningJob: Sendable {
    /// What was asked for, with every parameter written out and paths absolute.
    public let document: JobDocument
    /// The job's own folder; results belong below ``JobFolder/resultsPath``.
    public let folder: JobFolder
    /// The data directory, for collections, datasets and models given by name.
    public let home: Home
    /// For events worth a line; never for data.
    public let log: JobLog
    /// Threads to use, where to report progress, and when to stop.
    public let context: ExecutionContext

    /// A path in the results folder.
    public func result(_ name: String) -> String { folder.resultsPath + "/" + name }

    /// The file given for a role: a path, or the name of a file in a folder of the data directory.
    ///
    /// - Parameter folder: "datasets" or "models".
    /// - Throws: ``JobError/missingInput(role:module:)``, ``JobError/inputMissing(role:path:)``.
    func file(_ role: String, in folder: String) throws(JobError) -> String {
        let name = try document.input(role)
        guard let path = home.file(named: name, in: folder) else { throw .inputMissing(role: role, path: name) }
        return path
    }
}
