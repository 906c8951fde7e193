// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Spectra

extension Model {
    private static let magic = "SECCHI-MODEL"
    private static let format = 1
    /// Characters that the header line has at most.
    private static let headerLimit = 256 << 20

    /// Writes one file: the line `SECCHI-MODEL 1`, a line of JSON that says all but the payload, then the payload.
    ///
    /// - Throws: `FileFailure`.
    public func write(to path: String) throws {
        var header = self
        header.payload = Data()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var data = Data("\(Self.magic) \(Self.format)\n".utf8)
        data.append(try encoder.encode(Header(model: header, payloadBytes: payload.count)))
        data.append(UInt8(ascii: "\n"))
        data.append(payload)
        try WholeFile.write(data, to: path)
    }

    /// - Throws: ``ClassifierError`` if the file cannot be read, is damaged, or of a newer format.
    public init(contentsOf path: String) throws(ClassifierError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw .unreadable(file: path, reason: (error as NSError).localizedDescription)
        }
        guard data.starts(with: Data((Self.magic + " ").utf8)), let first = data.prefix(64).firstIndex(of: 0x0A),
            let line = String(data: data[data.startIndex..<first], encoding: .utf8),
            let version = Int(line.dropFirst(Self.magic.count + 1))
        else { throw .notAModel(file: path, reason: "it does not start with \(Self.magic)") }
        guard version <= Self.format else { throw .newerModel(file: path, version: version, known: Self.format) }
        let rest = data[(first + 1)...]
        guard let second = rest.prefix(Self.headerLimit).firstIndex(of: 0x0A) else {
            throw .notAModel(file: path, reason: "its second line does not end")
        }
        do {
            let header = try JSONDecoder().decode(Header.self, from: Data(rest[..<second]))
            self = header.model
            payload = Data(rest[(second + 1)...])
            guard payload.count == header.payloadBytes else {
                throw ClassifierError.notAModel(
                    file: path, reason: "it holds \(payload.count) of \(header.payloadBytes) bytes")
            }
        } catch let error as ClassifierError {
            throw error
        } catch {
            throw .notAModel(file: path, reason: "its second line cannot be understood")
        }
    }

    private struct Header: Codable {
        var model: Model
        var payloadBytes: Int
    }

    /// Says what the model makes of rows prepared by its recipe, through the module that trained it.
    ///
    /// - Throws: ``ClassifierError``.
    public func apply(to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        try ClassifierModules.named(module).apply(self, to: dataset, context: context)
    }
}

extension Model {
    /// - Throws: ``ClassifierError/gridMismatch(have:need:)`` if a pixel is off by more than 10⁻⁶ of its wavelength, or
    ///   the medium is known to be another.
    func checkGrid(of dataset: Dataset) throws(ClassifierError) {
        let have = dataset.grid, need = grid
        let media = Set([have.medium, need.medium]).subtracting([.unknown])
        let sameValues =
            have.values.count == need.values.count
            && zip(have.values, need.values).allSatisfy { abs($0 - $1) <= 1e-6 * abs($1) }
        guard have.unit == need.unit, media.count < 2, sameValues else {
            throw .gridMismatch(have: have.summary, need: need.summary)
        }
    }
}

extension SpectralGrid {
    /// "2000 pixels, 3700 to 9100 Angstrom, vacuum, logarithmic".
    var summary: String {
        guard let first = values.first, let last = values.last else { return "no pixels" }
        let place = medium == .unknown ? "" : ", \(medium.rawValue)"
        let spacing = kind == .given ? "" : ", \(kind.rawValue)"
        return "\(values.count) pixels, \(first.brief) to \(last.brief) \(unit)\(place)\(spacing)"
    }
}
