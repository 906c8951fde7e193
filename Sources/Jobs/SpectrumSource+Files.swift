// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Spectra

extension SpectrumSource {
    /// The spectra of files and of all files in folders, in the order given and by name within a folder.
    ///
    /// - Throws: ``JobError/inputMissing(role:path:)``.
    init(files names: [String]) throws {
        let files = try names.flatMap(Self.files)
        let size = 64
        self.init(
            partCount: (files.count + size - 1) / size, fingerprint: files.joined(separator: "\n")
        ) { part, visitor in
            for file in files[part * size..<min(files.count, (part + 1) * size)] {
                do {
                    for spectrum in try SpectrumReader.spectra(contentsOf: file) {
                        try visitor(.spectrum(id: spectrum.identifier, spectrum))
                    }
                } catch let error as SpectrumError {
                    let name = URL(filePath: file).lastPathComponent
                    try visitor(.unreadable(id: name, source: file, reason: "\(error)"))
                }
            }
        }
    }

    private static func files(_ name: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
            throw JobError.inputMissing(role: "file", path: name)
        }
        guard isFolder.boolValue else { return [name] }
        let paths = try FileManager.default.subpathsOfDirectory(atPath: name).sorted()
        return paths.map { name + "/" + $0 }.filter {
            FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}
