// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import Parameters

/// Something that can be run as a job: training a classifier, applying a model, building a dataset.
public protocol JobModule: Sendable {
    /// Short, lower case: "forest".
    var name: String { get }
    /// One sentence for help and manual, without its full stop.
    var summary: String { get }
    /// The inputs it needs, by role: "dataset".
    var inputs: [String] { get }
    /// What flags, forms and manuals show of the parameters.
    var declarations: [ParameterDeclaration] { get }
    /// The complete parameters as a JSON object, of a partial one; checks them on the way.
    ///
    /// - Throws: `ParameterError`.
    func complete(parameters json: Data) throws -> Data
    /// Does the work and leaves its results in the job's folder.
    ///
    /// - Parameter parameters: a complete JSON object.
    func run(_ job: RunningJob, parameters: Data) throws -> JobSummary
}

/// What a finished job tells its user.
public struct JobSummary: Sendable, Hashable, Codable {
    /// Lines for a terminal: scores, counts.
    public var lines: [String]
    /// The result files, the most useful first, with paths relative to the results folder.
    public var files: [ResultFile]

    /// One file that a job left.
    public struct ResultFile: Sendable, Hashable, Codable {
        /// Path within the results folder: "plots/confusion.svg".
        public var name: String
        /// What is in it, half a sentence.
        public var description: String

        public init(name: String, description: String) {
            self.name = name
            self.description = description
        }
    }

    public init(lines: [String] = [], files: [ResultFile] = []) {
        self.lines = lines
        self.files = files
    }
}
