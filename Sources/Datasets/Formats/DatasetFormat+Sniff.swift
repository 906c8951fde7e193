// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import Spectra

extension DatasetFormat {
    /// The format of a file, by its content; a folder is VO-CLOUD's if it holds a `meta.xml`.
    ///
    /// - Throws: ``DatasetError/notDataset(file:reason:)``, saying what the file is instead.
    public static func sniff(_ path: String) throws -> DatasetFormat {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw DatasetError.system(file: path, reason: "there is no such file; check the path")
        }
        if isFolder.boolValue {
            guard FileManager.default.fileExists(atPath: path + "/meta.xml") else {
                throw DatasetError.notDataset(file: path, reason: "it is a folder without a meta.xml")
            }
            return .voCloud
        }
        guard let handle = FileHandle(forReadingAtPath: path), let start = try handle.read(upToCount: 16),
            !start.isEmpty
        else { throw DatasetError.notDataset(file: path, reason: "it is empty or cannot be read") }
        if start.starts(with: Data("SIMPLE  =".utf8)) { return try fitsFormat(path) }
        if start.starts(with: [0x1F, 0x8B]), (try? FITSFile(contentsOf: path)) != nil { return try fitsFormat(path) }
        if start.first == UInt8(ascii: "<") {
            throw DatasetError.notDataset(file: path, reason: "it is XML; give the CSV beside a meta.xml instead")
        }
        return try textFormat(path)
    }

    private static func fitsFormat(_ path: String) throws -> DatasetFormat {
        let file = try FITSFile(contentsOf: path)
        if FITSDataset.recognises(file) { return .fits }
        if FITSTableImport.recognises(file) { return .fitsTable }
        throw DatasetError.notDataset(
            file: path, reason: "it has neither an image of spectra × pixels nor a table with flux vectors")
    }

    private static func textFormat(_ path: String) throws -> DatasetFormat {
        var reader = try DelimitedTextReader(contentsOf: path)
        guard try reader.nextRecord() else { throw DatasetError.notDataset(file: path, reason: "it has no lines") }
        guard reader.fieldCount > 2 else {
            throw DatasetError.notDataset(
                file: path,
                reason: "its first line has only \(reader.fieldCount) fields; a dataset has one row a spectrum")
        }
        return CSVLayout.isHeader(reader.texts()) ? .csv : .voCloud
    }
}
