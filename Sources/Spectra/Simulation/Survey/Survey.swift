// SPDX-License-Identifier: Apache-2.0

import Execution
import Inflate

/// Writes objects of a survey, any of them from any thread.
struct Survey: Sendable {
    let parameters: SimulationParameters
    let folder: SurveyFolder
    private let mix: ClassMix
    /// By layout name, one per setting of the instrument.
    private let grids: [String: [InstrumentGrid]]

    /// - Throws: `ParameterError`.
    init(parameters: SimulationParameters, folder: SurveyFolder) throws {
        self.parameters = parameters
        self.folder = folder
        mix = try ClassMix(mix: parameters.mix, layouts: parameters.layouts)
        grids = Dictionary(
            SurveyLayouts.all.filter { parameters.layouts.contains($0.name) }
                .map { ($0.name, $0.instruments.map(InstrumentGrid.init)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Some hundred objects with at most so many spectra between them.
    func batch(from first: Int, spectra: Int) -> [(number: Int, exposures: Int)] {
        var batch: [(number: Int, exposures: Int)] = []
        var left = spectra
        while left > 0, batch.count < 512 {
            let number = first + batch.count
            let exposures = min(left, SimulatedObject.exposures(ofObject: number, parameters: parameters))
            batch.append((number, exposures))
            left -= exposures
        }
        return batch
    }

    struct Written: Sendable {
        var rows: [TruthRow] = []
        var planted: [PlantedFile] = []
        var duplicates = 0
        var bytes = 0
    }

    /// Makes and writes the exposures of an object.
    func write(object number: Int, exposures: Int) throws -> Written {
        let object = SimulatedObject(number: number, parameters: parameters, mix: mix)
        guard let grid = grids[object.layout.name]?[object.setup] else { return Written() }
        var generator = object.generator
        var written = Written()
        for exposure in 0..<exposures {
            let spectrum = SimulatedSpectrum(
                of: object, exposure: exposure, with: grid, calibrationError: parameters.calibrationError,
                from: &generator)
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
