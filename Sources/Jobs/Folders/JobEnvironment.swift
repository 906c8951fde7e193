// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Foundation

/// Where and with what a job ran, so that it can be repeated; kept as `environment.json`.
struct JobEnvironment: Encodable {
    var secchi: String
    var operatingSystem: String
    var architecture: String
    var cores: Int
    /// Size and modification time of the inputs that are files.
    var inputs: [Input]

    struct Input: Encodable {
        var path: String
        var bytes: Int
        var modified: Date
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
                let bytes = attributes[.size] as? Int, let modified = attributes[.modificationDate] as? Date
            else { return nil }
            return Input(path: path, bytes: bytes, modified: modified)
        }
    }
}
