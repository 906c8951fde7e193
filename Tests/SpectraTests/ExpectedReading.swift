// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What `shared/data/expected.json` says of one file; computed with astropy, or for IRAF multispec with an evaluator that
/// agrees with IRAF's own listings.
struct ExpectedReading: Decodable, Sendable, CustomTestStringConvertible {
    let path: String
    let format: String
    let expected: Expected?

    var testDescription: String { path }

    struct Expected: Decodable, Sendable {
        // One spectrum.
        let nPoints: Int?
        let waveFirst: Double?
        let waveLast: Double?
        let waveUnit: String?
        let waveMedium: String?
        let dispersion: String?
        let fluxUnit: String?
        let nFinite: Int?
        let fluxMean: Double?
        let fluxMedian: Double?
        let fluxMin: Double?
        let fluxMax: Double?
        let fluxFirst: Double?
        let fluxLast: Double?
        let fluxAt: Pixel?
        let hasError: Bool?
        let nIvarZero: Int?
        let `class`: String?
        let subclass: String?
        let spectype: OneOrMany?
        let object: String?
        let z: Numbers?
        let apertureIndex: Int?
        // Several.
        let nSpectra: Int?
        let spectra: [Expected]?
        let names: [String]?
        let chips: [Expected]?
        let arms: [String: Expected]?
        let nPointsSum: Int?
        // A listing: wavelength and flux of the first and last pixel.
        let first: [Double]?
        let last: [Double]?
        // A labelled set.
        let nRows: Int?
        let nFeatures: Int?
        let classes: [String: Int]?
        let firstId: String?
        let firstLabel: String?
        let firstFluxMean: Double?
        let lastId: String?
        let lastFluxMean: Double?
        let fluxMeanAll: Double?
        let header: [String]?
        let members: [String]?
    }

    struct Pixel: Decodable, Sendable {
        let index0: Int
        let wave: Double
        let flux: Double?
    }

    /// A text, or a list of them.
    enum OneOrMany: Decodable, Sendable {
        case one(String), many([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .one(text)
            } else {
                self = .many(try container.decode([String].self))
            }
        }
    }

    /// A number, or a list of them.
    enum Numbers: Decodable, Sendable {
        case one(Double), many([Double])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(Double.self) {
                self = .one(value)
            } else {
                self = .many(try container.decode([Double].self))
            }
        }
    }

    /// The entries of spectra and labelled sets; empty where the shared data are not there.
    static let all: [ExpectedReading] = {
        struct File: Decodable { let entries: [ExpectedReading] }
        guard SharedData.isAvailable,
            let data = FileManager.default.contents(atPath: SharedData.path("data/expected.json"))
        else { return [] }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let file = try? decoder.decode(File.self, from: data) else { return [] }
        return file.entries.filter { $0.path.hasPrefix("spectra/") || $0.path.hasPrefix("labelled/") }
    }()

    static func entries(where isWanted: (ExpectedReading) -> Bool) -> [ExpectedReading] { all.filter(isWanted) }
}
