// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Execution
public import Foundation

/// The folder of one job: its document, state, log, environment and results.
///
/// ```
/// 20260102-030405.678-forest/
///   job.json          the document, every parameter written out
///   state.json        phase, times, progress, error
///   environment.json  versions, machine, checksums of the inputs
///   log.txt
///   checkpoints/      what is finished, until all is: `secchi jobs resume` goes on from there
///   results/          tables, plots, model, report
/// ```
public struct JobFolder: Sendable {
    /// Path of the folder, without a slash at its end.
    public let path: String

    /// The folder's own name: a time in UTC and the module.
    public var name: String { URL(filePath: path).lastPathComponent }
    /// Where the document stands, every parameter written out; the file's presence makes a folder a job's.
    public var documentPath: String { path + "/job.json" }
    /// The folder that the module writes its results to.
    public var resultsPath: String { path + "/results" }
    private var statePath: String { path + "/state.json" }
    /// What the module has finished, until the job has ended well.
    var checkpoints: Checkpoints { Checkpoints(folder: path + "/checkpoints") }
    var environmentPath: String { path + "/environment.json" }

    /// Opens a folder that is there.
    ///
    /// - Throws: ``JobError/badJobFolder(folder:reason:)``.
    public init(opening path: String) throws {
        self.path = URL(filePath: path).standardized.path
        guard FileManager.default.fileExists(atPath: documentPath) else {
            throw JobError.badJobFolder(folder: path, reason: "it holds no job.json")
        }
    }

    /// Makes a new folder below `jobs`, named after the time and the module.
    ///
    /// - Throws: `FileFailure`, or what Foundation throws, if the folder cannot be written.
    public init(creatingIn jobs: String, for document: JobDocument, at time: Date = Date()) throws {
        try FileManager.default.createDirectory(atPath: jobs, withIntermediateDirectories: true)
        let stem = "\(Self.stamp(time))-\(document.module)"
        var candidate = "\(jobs)/\(stem)"
        var number = 2
        while mkdir(candidate, 0o755) != 0 {
            guard errno == EEXIST else { throw FileFailure(action: "create", path: candidate, code: errno) }
            candidate = "\(jobs)/\(stem)-\(number)"
            number += 1
        }
        path = candidate
        try FileManager.default.createDirectory(atPath: resultsPath, withIntermediateDirectories: true)
        try WholeFile.write(document.json(), to: documentPath)
        try save(JobState(creationTime: time))
    }

    /// The document that the job ran, with every parameter written out.
    ///
    /// - Throws: ``JobError/badDocument(file:reason:)``.
    public func document() throws -> JobDocument { try JobDocument(contentsOf: documentPath) }

    /// The state as last written; a job whose process was killed stays in phase EXECUTING.
    ///
    /// - Throws: ``JobError/badJobFolder(folder:reason:)`` without a `state.json`, `DecodingError` for a damaged one.
    public func state() throws -> JobState {
        guard let data = FileManager.default.contents(atPath: statePath) else {
            throw JobError.badJobFolder(folder: path, reason: "it holds no state.json")
        }
        return try JSONCoding.decoder.decode(JobState.self, from: data)
    }

    func save(_ state: JobState) throws {
        try WholeFile.write(JSONCoding.encoder.encode(state), to: statePath)
    }

    /// Keeps other processes from running the job.
    ///
    /// - Throws: ``JobError/notResumable(job:reason:)`` while one does.
    func lock() throws -> FileLock {
        do throws(FileFailure) {
            return try FileLock(path: path + "/lock", mode: .exclusive, wait: false)
        } catch {
            if error.code == EWOULDBLOCK { throw JobError.notResumable(job: path, reason: "another process runs it") }
            throw error
        }
    }

    /// Makes the report page again from the numbers that the job kept.
    ///
    /// - Parameter output: where to; by default `report.html` in the results.
    /// - Returns: where it was written.
    /// - Throws: `ClassifierError` if the numbers cannot be read, `FileFailure` if the page cannot be written.
    public func writeReport(to output: String? = nil) throws -> String {
        let path = output ?? resultsPath + "/report.html"
        let report = try Report(contentsOf: resultsPath + "/report.json")
        try WholeFile.write(Data(report.html.utf8), to: path)
        return path
    }

    /// Names of the result files, sorted.
    public func results() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: resultsPath)) ?? []).sorted()
    }

    /// 20260102-030405.678, in UTC: names sort by time.
    private static func stamp(_ time: Date) -> String {
        let parts = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: time)
        return String(
            format: "%04d%02d%02d-%02d%02d%02d.%03d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0,
            parts.hour ?? 0,
            parts.minute ?? 0, parts.second ?? 0, (parts.nanosecond ?? 0) / 1_000_000)
    }
}

/// JSON as job folders keep it: sorted keys, indented, dates in ISO 8601.
enum JSONCoding {
    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }
}
