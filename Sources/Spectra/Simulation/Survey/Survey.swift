// SPDX-License-Identifier: Apache-2.0

import Execution
import Inflate

/// Writes objects of a survey, any of them from any thread.
struct Survey: Sendable {
    let parameters: SimulationParameters
    let folder: SurveyFolder
    private let objects: SimulatedSurvey

    /// - Throws: `ParameterError`.
    init(parameters: SimulationParameters, folder: SurveyFolder) throws {
        self.parameters = parameters
        self.folder = folder
        objects = try SimulatedSurvey(parameters)
    }

    /// Some hundred objects with at most so many spectra between them.
    func batch(from first: Int, spectra: Int) -> [(number: Int, exposures: Int)] {
        objects.batch(from: first, spectra: spectra)
    }

    struct Written: Sendable {
        var rows: [TruthRow] = []
        var planted: [PlantedFile] = []
        var duplicates = 0
        var bytes = 0
    }

    /// Makes and writes the exposures of an object.
    func write(object number: Int, exposures: Int) throws -> Written {
        var written = Written()
        try objects.observe(object: number, exposures: exposures) { spectrum, generator in
            try write(spectrum, to: &written, from: &generator)
        }
        return written
    }

    private func write(
        _ spectrum: SimulatedSpectrum, to written: inout Written, from generator: inout SeededGenerator
    ) throws {
        let layout = spectrum.object.layout
        var bytes = try layout.bytes(of: spectrum)
        var file = "spectra/\(layout.name)/" + layout.path(of: spectrum)
        let id = FileContent.stem(of: file)
        if parameters.compressed, layout.isCompressible {
            bytes = Gzip.pack(bytes)
            file += ".gz"
        }
        try folder.write(bytes, to: file)
        written.rows.append(TruthRow(of: spectrum, file: file, id: id, bytes: bytes.count))
        written.bytes += bytes.count
        var planted: [PlantedFile] = []
        if generator.happens(parameters.duplicates) {
            planted.append(try PlantedFile.duplicate(of: spectrum, file: file, bytes: bytes))
            written.duplicates += 1
        }
        if generator.happens(parameters.badFiles) {
            planted.append(PlantedFile.broken(file: file, bytes: bytes, from: &generator))
        }
        for file in planted {
            try folder.write(file.bytes, to: file.name)
            written.bytes += file.bytes.count
            written.planted.append(file.withoutBytes)
        }
    }
}
