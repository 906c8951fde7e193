// SPDX-License-Identifier: Apache-2.0

public import DataManager
public import Execution
import Foundation
import Parameters

/// Runs job documents, each in a folder of its own: the one code path of command line, server, cluster and tests.
public struct JobRunner: Sendable {
    /// The data directory with the collections, datasets and jobs.
    public let home: Home

    public init(home: Home) {
        self.home = home
    }

    /// Where the folders of jobs stand.
    public var jobsPath: String { home.path + "/jobs" }

    /// Runs a document to its end and keeps all of it in a new folder.
    ///
    /// The folder's `job.json` has every parameter written out; running that file again gives the same results, bit for
    /// bit.
    ///
    /// - Throws: ``JobError`` and `ParameterError` before anything is run, else what the module throws; the folder then
    ///   stays behind with phase ERROR or ABORTED and the reason.
    public func run(_ document: JobDocument, context: ExecutionContext) throws -> (
        folder: JobFolder, summary: JobSummary
    ) {
        let module = try JobModules.named(document.module)
        let document = try completed(document, for: module)
        let folder = try JobFolder(creatingIn: jobsPath, for: document)
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        return (folder, try run(module, document, JobEnvironment(of: document), in: folder, context: context))
    }

    /// Goes on with a job that was killed, cancelled or failed, from what it had finished; the results are those of a run
    /// without a break, bit for bit.
    ///
    /// What is finished is kept while a job runs, such as folds of a cross-validation, and the state of computations of
    /// more than some seconds; what cannot be used of it is said in the log, and done again.
    ///
    /// - Throws: as ``run(_:context:)``; ``JobError/notResumable(job:reason:)`` for a job that is complete, that another
    ///   process runs, or whose inputs are no longer what they were.
    public func resume(_ folder: JobFolder, context: ExecutionContext) throws -> JobSummary {
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        let document = try folder.document()
        guard try folder.state().phase != .completed else {
            throw JobError.notResumable(job: folder.path, reason: "it is complete")
        }
        let now = JobEnvironment(of: document)
        if let data = FileManager.default.contents(atPath: folder.environmentPath) {
            let before = try JSONCoding.decoder.decode(JobEnvironment.self, from: data)
            for input in before.inputs where !now.inputs.contains(where: { $0.sha256 == input.sha256 }) {
                throw JobError.notResumable(
                    job: folder.path, reason: "\(input.path) is no longer what it was when the job began")
            }
            if before.secchi != now.secchi { folder.checkpoints.removeAll() }
        }
        return try run(JobModules.named(document.module), document, now, in: folder, context: context)
    }

    /// In a folder that the caller has locked.
    private func run(
        _ module: any JobModule, _ document: JobDocument, _ environment: JobEnvironment, in folder: JobFolder,
        context: ExecutionContext
    ) throws -> JobSummary {
        let log = try JobLog(path: folder.path + "/log.txt")
        var state = try folder.state()
        state.phase = .executing
        state.startTime = Date()
        state.errorSummary = nil
        try folder.save(state)
        log.write("module \(module.name) started")
        do {
            try WholeFile.write(JSONCoding.encoder.encode(environment), to: folder.environmentPath)
            var context = context
            context.checkpoints = folder.checkpoints
            context.checkpoints?.listener = { event in
                if case .kept = event { return }
                log.write("\(event)")
            }
            let job = RunningJob(document: document, folder: folder, home: home, log: log, context: context)
            let summary = try module.run(job, parameters: JSONCoding.encoder.encode(document.parameters))
            try WholeFile.write(JSONCoding.encoder.encode(summary), to: folder.path + "/summary.json")
            summary.lines.forEach(log.write)
            state.phase = .completed
            try finish(folder, state, log)
            folder.checkpoints.removeAll()
            return summary
        } catch {
            state.phase = error is CancellationError ? .aborted : .error
            state.errorSummary = error is CancellationError ? nil : "\(error)"
            try finish(folder, state, log)
            throw error
        }
    }

    /// The folders of all jobs, oldest first.
    public func folders() -> [JobFolder] { Self.folders(inHome: home.path) }

    /// The folders of all jobs of a data directory that may not be there, oldest first; makes nothing.
    public static func folders(inHome path: String) -> [JobFolder] {
        let jobs = URL(filePath: path).standardizedFileURL.path + "/jobs"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: jobs)) ?? []
        return names.sorted().compactMap { try? JobFolder(opening: jobs + "/" + $0) }
    }

    /// A job by its name, by the path of its folder, or the newest with "latest".
    ///
    /// - Throws: ``JobError/noSuchJob(name:folder:)``.
    public func folder(named name: String) throws(JobError) -> JobFolder {
        if name == "latest", let newest = folders().last { return newest }
        for path in [jobsPath + "/" + name, name] {
            if let folder = try? JobFolder(opening: path) { return folder }
        }
        throw .noSuchJob(name: name, folder: jobsPath)
    }

    /// The model file of a path, of a job by name, or of the newest training with "latest".
    ///
    /// - Throws: ``JobError/noSuchJob(name:folder:)``.
    public func modelFile(named name: String) throws(JobError) -> String {
        func model(of folder: JobFolder) -> String? {
            let path = folder.resultsPath + "/model.secchi"
            return FileManager.default.fileExists(atPath: path) ? path : nil
        }
        if name == "latest", let newest = folders().reversed().lazy.compactMap(model).first { return newest }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: name, isDirectory: &isFolder), !isFolder.boolValue { return name }
        guard let path = model(of: try folder(named: name)) else { throw .noSuchJob(name: name, folder: jobsPath) }
        return path
    }

    /// The predictions of a cross-validation: a file itself, of a job by name, or beside a model file.
    ///
    /// - Throws: ``JobError/noSuchJob(name:folder:)``, ``JobError/noPredictions(job:)``.
    public func predictionsFile(named name: String) throws(JobError) -> String {
        if name.hasSuffix(".vot"), FileManager.default.fileExists(atPath: name) { return name }
        let results =
            name.hasSuffix(".secchi") && FileManager.default.fileExists(atPath: name)
            ? URL(filePath: name).deletingLastPathComponent().path : try folder(named: name).resultsPath
        let path = results + "/predictions.vot"
        guard FileManager.default.fileExists(atPath: path) else { throw .noPredictions(job: name) }
        return path
    }

    /// As ``folder(named:)``, but "latest" is the newest job that has a report.
    ///
    /// - Throws: ``JobError/noSuchJob(name:folder:)``.
    public func reportedFolder(named name: String) throws(JobError) -> JobFolder {
        let newest = folders().last { $0.results().contains("report.json") }
        if name == "latest", let newest { return newest }
        return try folder(named: name)
    }

    private func completed(_ document: JobDocument, for module: any JobModule) throws -> JobDocument {
        for role in module.inputs { _ = try document.input(role) }
        var complete = document
        // The document must mean the same from any folder.
        let folder = URL(filePath: FileManager.default.currentDirectoryPath)
        complete.inputs = JobDocument.absolute(document.inputs, in: folder)
        let json = try module.complete(parameters: JSONCoding.encoder.encode(document.parameters))
        complete.parameters = try JSONCoding.decoder.decode([String: JSONValue].self, from: json)
        return complete
    }

    private func finish(_ folder: JobFolder, _ state: JobState, _ log: JobLog) throws {
        var state = state
        state.endTime = Date()
        try folder.save(state)
        log.write("\(state.phase.rawValue)\(state.errorSummary.map { ": " + $0 } ?? "")")
    }
}
