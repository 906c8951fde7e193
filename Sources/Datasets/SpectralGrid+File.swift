// SPDX-License-Identifier: Apache-2.0

import Foundation

extension SpectralGrid {
    /// The grid of a dataset, or of a model: a JSON document with a `grid`, or a folder that holds one as `model.json`.
    ///
    /// - Throws: ``DatasetError`` if the file is neither.
    public static func read(from path: String) throws -> SpectralGrid {
        struct Holder: Decodable { var grid: SpectralGrid }
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        let file = isFolder.boolValue ? path + "/model.json" : path
        if let data = FileManager.default.contents(atPath: file), data.first == UInt8(ascii: "{") {
            guard let grid = try? JSONDecoder().decode(Holder.self, from: data).grid else {
                throw DatasetError.missing(file: file, what: "grid")
            }
            return grid
        }
        return try Dataset.read(from: path).grid
    }
}
