// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Spectra

/// `secchi inspect FILE…`
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Say what is in these files: dialect, points, range, unit, medium, assumptions.")

    @Argument(help: "Files of any archive; the content decides how they are read.")
    var files: [String]

    @OptionGroup var common: CommonOptions

    func run() throws {
        var lines: [InspectLine] = []
        for file in files {
            do {
                lines += try SpectrumReader.spectra(contentsOf: file).map { .spectrum(SpectrumReport($0)) }
            } catch {
                lines.append(.failure(UnreadFile(file: file, error: "\(error)")))
            }
        }
        if common.json { try Output.json(lines) }
        for line in lines {
            switch line {
            case .spectrum(let report): if !common.json { print(report.text) }
            case .failure(let unread): Output.note("error: \(unread.error)")
            }
        }
        let failed = lines.contains { if case .failure = $0 { true } else { false } }
        if failed { throw ExitCode.failure }
    }
}

/// One element of the JSON array: a spectrum, or a file that gave none.
private enum InspectLine: Encodable {
    case spectrum(SpectrumReport)
    case failure(UnreadFile)

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .spectrum(let report): try report.encode(to: encoder)
        case .failure(let unread): try unread.encode(to: encoder)
        }
    }
}

/// A file that could not be read, and why.
struct UnreadFile: Encodable {
    var file: String
    var error: String
}
