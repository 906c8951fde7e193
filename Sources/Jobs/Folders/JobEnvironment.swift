// SPDX-License-Identifier: Apache-2.0

import DataManager
import Execution
import Foundation

/// Where and with what a job ran, so that it can be repeated; kept as `environment.json`.
struct JobEnvironment: Codable {
    var secchi: String
    var operatingSystem: String
    var architecture: String
    var cores: Int
    /// The inputs that are files, as they were when the job began.
    var inputs: [Input]

    struct Input: Codable {
        var path: String
        var bytes: Int
        var modified: Date
        /// Of the content, in 64 hexadecimal digits.
        var sha256: String
    }

    init(of document: JobDocument) {
        secchi = ProgramVersion.current
        operatingSystem = ProcessInfo.processInfo.operatingSystemVersionString
        #if arch(x86_64)
            architecture = "x86_64"
        #elseif arch(arm64)
            architecture = "arm64"
        #else
            architecture = "other"
        #endif
        cores = ProcessInfo.processInfo.processorCount
        inputs = document.inputs.values.joined().sorted().compactMap { path in
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                attributes[.type] as? FileAttributeType == .typeRegular, let bytes = attributes[.size] as? Int,
                let modified = attributes[.modificationDate] as? Date, let hash = try? ContentHash.text(ofFile: path)
            else { return nil }
            return Input(path: path, bytes: bytes, modified: modified, sha256: hash)
        }
    }
}
