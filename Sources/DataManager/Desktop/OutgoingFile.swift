// SPDX-License-Identifier: Apache-2.0

import FITS
public import Foundation
import Spectra
public import VirtualObservatory

/// A file on its way to the programs of the desktop: what it is, and the messages that can carry it.
public struct OutgoingFile: Sendable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case table, spectrum, image }

    /// Absolute.
    public let path: String
    public let kind: Kind
    public let mediaType: String
    public let name: String
    /// The same spectrum as a VOTable, for programs that know only tables; `nil` where the file itself is one.
    public let rendition: Data?
    private let isVOTable: Bool
    private let isFITSTable: Bool
    private let metadata: [String: String]

    /// The id under which programs know a table that was sent from a path: the same each time it is sent, another one once the file
    /// has changed, since programs do not load a second table of one id.
    public static func tableID(ofPath path: String) -> String {
        let path = absolute(path)
        let modified = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        return prefix + path + (modified.map { "#\(Int64(($0.timeIntervalSince1970 * 1000).rounded()))" } ?? "")
    }

    /// The file that an id of ours stands for; `nil` for an id of another program.
    public static func path(ofTableID id: String) -> String? {
        guard id.hasPrefix(prefix) else { return nil }
        let path = id.dropFirst(prefix.count)
        guard let mark = path.lastIndex(of: "#"), path[mark...].dropFirst().allSatisfy(\.isNumber) else {
            return String(path)
        }
        return String(path[..<mark])
    }

    /// Where a path leads from here, links followed.
    public static func absolute(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    private static let prefix = "secchi:"

    public var id: String { Self.tableID(ofPath: path) }

    /// Looks what the file is: a VOTable or FITS file that a dialect reads as one spectrum is a spectrum, a FITS file with an image and no
    /// table an image, everything else a table.
    ///
    /// - Parameter kind: what it is, if the caller knows better.
    /// - Throws: `SAMPError.noFile` if it is neither VOTable nor FITS, or not what the caller says.
    public init(path: String, as kind: Kind? = nil) throws {
        let path = Self.absolute(path)
        self.path = path
        name = (path as NSString).lastPathComponent
        let content = try Self.content(of: path, isTable: kind == .table)
        let looksLikeSpectrum: Bool
        var hasImage = false
        switch content {
        case nil:
            (isVOTable, isFITSTable, mediaType, looksLikeSpectrum) = (true, false, "application/x-votable+xml", false)
        case .votable(let document, let name):
            (isVOTable, isFITSTable, mediaType) = (true, false, "application/x-votable+xml")
            // Any two columns of numbers could be read as a spectrum; a document that says so is one.
            let content = FileContent.votable(document, name: name)
            looksLikeSpectrum = SpectrumReader.dialect(of: content)?.name == "sdm-votable"
        case .fits(let file):
            isVOTable = false
            isFITSTable = file.hdus.contains { $0.header.text("XTENSION") == "BINTABLE" }
            hasImage = file.hdus.contains {
                ($0.header.integer("NAXIS") ?? 0) >= 2 && $0.header.text("XTENSION") != "BINTABLE"
            }
            mediaType = "application/fits"
            looksLikeSpectrum = true
        default:
            throw SAMPError.noFile(
                path: path, reason: "it is neither VOTable nor FITS, which is all that SAMP messages carry")
        }
        let wantsSpectrum = kind == .spectrum || (kind == nil && looksLikeSpectrum)
        let spectra = wantsSpectrum ? content.flatMap { try? SpectrumReader.spectra(in: $0) } : nil
        if kind == .spectrum, spectra?.isEmpty ?? true {
            throw SAMPError.noFile(path: path, reason: "it holds no spectrum that can be read")
        }
        let isSpectrum = spectra?.count == 1 || kind == .spectrum
        self.kind = kind ?? (isSpectrum ? .spectrum : hasImage && !isFITSTable ? .image : .table)
        if self.kind == .image, isVOTable { throw SAMPError.noFile(path: path, reason: "a VOTable is no image") }
        if self.kind == .spectrum, let spectrum = spectra?.first {
            metadata = Self.metadata(of: spectrum)
            rendition = isVOTable ? nil : Data(try SpectrumVOTable.bytes(of: spectrum))
        } else {
            metadata = [:]
            rendition = nil
        }
    }

    /// What a file holds; `nil` for a VOTable that is a table for sure: told so, or too large for a spectrum.
    private static func content(of path: String, isTable: Bool) throws -> FileContent? {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw SAMPError.noFile(path: path, reason: "there is no such file, or it may not be read")
        }
        defer { try? handle.close() }
        let start = String(decoding: (try? handle.read(upToCount: 4096)) ?? Data(), as: UTF8.self)
        let size = (try? handle.seekToEnd()) ?? 0
        if isTable || size > 64 << 20, start.contains("VOTABLE") { return nil }
        do {
            return try FileContent(contentsOf: path)
        } catch {
            throw SAMPError.noFile(path: path, reason: "\(error)")
        }
    }

    /// What to send.
    ///
    /// - Parameters:
    ///   - url: where the file can be fetched.
    ///   - renditionURL: where its ``rendition`` can be.
    public func parcel(url: String, renditionURL: String? = nil) -> SAMPParcel {
        switch kind {
        case .table: return .table(url: url, format: isVOTable ? .votable : .fits, id: id, name: name)
        case .image: return .image(url: url, id: id, name: name)
        case .spectrum:
            var tables: [(url: String, format: SAMPParcel.TableFormat)] = []
            if isVOTable {
                tables.append((url, .votable))
            } else if let renditionURL {
                tables.append((renditionURL, .votable))
            }
            if isFITSTable { tables.append((url, .fits)) }
            return .spectrum(
                url: url, mediaType: mediaType, id: id, name: metadata["Target.Name"] ?? name, metadata: metadata,
                tables: tables)
        }
    }

    /// SSA items by utype, and those that SPLAT-VO looks for.
    private static func metadata(of spectrum: Spectrum) -> [String: String] {
        var items = ["DataID.Title": spectrum.identifier]
        items["Target.Name"] = spectrum.target.name
        items["Target.Redshift"] = spectrum.target.redshift.map { String($0) }
        if let ra = spectrum.target.ra, let dec = spectrum.target.dec {
            items["Char.SpatialAxis.Coverage.Location.Value"] = "\(ra) \(dec)"
        }
        items["Char.SpectralAxis.Unit"] = spectrum.axis.unit
        items["Char.FluxAxis.Unit"] = spectrum.fluxUnit
        items["Curation.PublisherDID"] = spectrum.metadata["publisher_did"]
        items["DataID.Instrument"] = spectrum.observation.instrument
        return items
    }
}
