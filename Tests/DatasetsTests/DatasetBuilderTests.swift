// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Spectra
import Synchronization
import TestSupport
import Testing

@Suite struct DatasetBuilderTests {
    /// 7 parts of 10 spectra, every ninth of which cannot be read; counts how often each part was read.
    private final class Archive: Sendable {
        let reads = Mutex<[Int: Int]>([:])
        /// The part at which reading fails, as a pulled plug would make it.
        let broken: Int?

        init(broken: Int? = nil) { self.broken = broken }

        struct Unplugged: Error {}

        func source(fingerprint: String = "archive") -> SpectrumSource {
            SpectrumSource(partCount: 7, spectrumCount: 70, fingerprint: fingerprint) { part, visitor in
                self.reads.withLock { $0[part, default: 0] += 1 }
                if part == self.broken { throw Unplugged() }
                for index in part * 10..<part * 10 + 10 {
                    if index % 9 == 8 {
                        try visitor(.unreadable(id: "s\(index)", source: "f\(index)", reason: "truncated"))
                    } else {
                        var made = spectrum(
                            (0..<40).map { Float(sin(Double($0 * index))) }, error: index < 50 ? 0.1 : nil)
                        made.target.name = "star \(index % 5)"
                        if index % 4 == 0 { made.flux[index / 2] = .nan }
                        try visitor(.spectrum(id: "s\(index)", made))
                    }
                }
            }
        }
    }

    private let steps = #"{"step": "cut", "from": 5004}, {"step": "coverage"}, {"step": "scale"}"#

    private func bytes(_ path: String) -> Data? { FileManager.default.contents(atPath: path) }

    @Test("a streamed build gives what a build in memory gives, rejected list included")
    func streamed() throws {
        let folder = try TemporaryFolder()
        let builder = DatasetBuilder(
            name: "made", recipe: try recipe(steps), labels: LabelList([("s3", "odd"), ("s11", "odd")]))
        let summary = try builder.build(Archive().source(), to: folder.appending("d.fits"))
        let (dataset, inMemory) = try builder.dataset(of: Archive().source())
        var copy = try Dataset.read(from: folder.appending("d.fits"))
        #expect(copy.rows == dataset.rows)
        #expect(copy.flux == dataset.flux)
        #expect(copy.mask == dataset.mask)
        #expect(copy.inverseVariance == dataset.inverseVariance)
        copy.rows = copy.rows.filter { $0.label == "odd" }
        #expect(copy.rows.map(\.id) == ["s3", "s11"])
        #expect(copy.rows[0].group == "star 3")
        // 7 cannot be read; s0 is constant zero.
        #expect(summary.rowCount == 62)
        #expect(summary == inMemory)
        #expect(
            summary.reasons.map(\.reason) == ["truncated", "scale: it is constant or all zero, so it cannot be scaled"])
        #expect(summary.reasons.map(\.count) == [7, 1])
        let list = try String(contentsOfFile: folder.appending("d.fits.rejected.csv"), encoding: .utf8)
        #expect(
            list.hasPrefix("id,source,reason\ns0,made,\"scale: it is constant or all zero, so it cannot be scaled\"\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }

    @Test("the bytes do not depend on the number of threads")
    func threads() throws {
        let folder = try TemporaryFolder()
        let builder = DatasetBuilder(name: "made", recipe: try recipe(steps))
        for threads in [1, 3] {
            _ = try builder.build(
                Archive().source(), to: folder.appending("\(threads).fits"), context: ExecutionContext(threads: threads)
            )
        }
        #expect(bytes(folder.appending("1.fits")) == bytes(folder.appending("3.fits")))
    }

    @Test("a build that was cut short leaves no dataset, and carries on with its finished parts")
    func resume() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("d.fits")
        let builder = DatasetBuilder(name: "made", recipe: try recipe(steps))
        let context = ExecutionContext(threads: 1)
        #expect(throws: Archive.Unplugged.self) {
            try builder.build(Archive(broken: 4).source(), to: path, context: context)
        }
        #expect(bytes(path) == nil)
        let archive = Archive()
        let summary = try builder.build(archive.source(), to: path, context: context)
        #expect(summary.resumedPartCount == 4)
        #expect(archive.reads.withLock { $0 } == [4: 1, 5: 1, 6: 1])
        _ = try builder.build(Archive().source(), to: folder.appending("whole.fits"))
        #expect(bytes(path) == bytes(folder.appending("whole.fits")))
    }

    @Test("parts of another source, or damaged ones, are not taken over")
    func staleParts() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("d.fits")
        let builder = DatasetBuilder(name: "made", recipe: try recipe(steps))
        #expect(throws: Archive.Unplugged.self) { try builder.build(Archive(broken: 4).source(), to: path) }
        let part = path + ".parts/part-00000001"
        let whole = try #require(bytes(part))
        try whole.dropLast(3).write(to: URL(filePath: part))
        let same = Archive()
        #expect(throws: Archive.Unplugged.self) { try builder.build(Archive(broken: 1).source(), to: path) }
        let summary = try builder.build(same.source(fingerprint: "archive, one file more"), to: path)
        #expect(summary.resumedPartCount == 0)
        #expect(same.reads.withLock { $0.keys.count } == 7)
    }

    @Test("cancelling ends the build and leaves no dataset")
    func cancelled() throws {
        let folder = try TemporaryFolder()
        let context = ExecutionContext(threads: 2)
        context.cancellation.cancel()
        #expect(throws: CancellationError.self) {
            try DatasetBuilder(name: "made", recipe: recipe(steps)).build(
                Archive().source(), to: folder.appending("d.fits"), context: context)
        }
        #expect(bytes(folder.appending("d.fits")) == nil)
    }

    @Test("progress ends at all spectra")
    func progress() throws {
        let folder = try TemporaryFolder()
        let last = Mutex(0)
        let context = ExecutionContext(
            progress: ProgressReporter { update in last.withLock { $0 = max($0, update.completed) } })
        _ = try DatasetBuilder(name: "made", recipe: recipe(steps)).build(
            Archive().source(), to: folder.appending("d.fits"), context: context)
        #expect(last.withLock { $0 } == 70)
    }

    @Test("a recipe that leaves everything out says why, most often")
    func nothingLeft() throws {
        let builder = DatasetBuilder(name: "made", recipe: try recipe(#"{"step": "cut", "from": 9000}"#))
        #expect { try builder.dataset(of: Archive().source()) } throws: {
            "\($0)"
                == "DST009: all 70 spectra were left out, most often because: cut: it has fewer than 2 pixels in the "
                + "range; loosen the recipe"
        }
    }

    @Test("an open grid is decided by the spectra, and the resolved recipe gives the same rows to new spectra")
    func openGrid() throws {
        let builder = DatasetBuilder(name: "made", recipe: try recipe(#"{"step": "rebin"}, {"step": "coverage"}"#))
        let (dataset, summary) = try builder.dataset(of: Archive().source())
        #expect(dataset.grid.kind == .linear)
        #expect(dataset.grid.values == (0..<40).map { 5000 + 2 * Double($0) })
        let runner = try RecipeRunner(recipe: summary.recipe)
        #expect(runner.grid.values == dataset.grid.values)
        let made = spectrum((0..<40).map { Float(sin(Double($0 * 3))) }, error: 0.1)
        #expect(try runner.apply(to: made).flux == Array(dataset.flux[3 * 40..<4 * 40]))
        #expect(dataset.grid.medium == .air)
    }

    @Test("air and vacuum do not share a grid unless the recipe brings them to one medium")
    func mixedMedia() throws {
        let spectra = [SpectralMedium.air, .vacuum].map { medium in
            var spectrum = Spectrum(
                axis: SpectralAxis(linearFrom: 6500, step: 1, count: 100, unit: "Angstrom", medium: medium),
                flux: (0..<100).map { Float($0) }, dialect: "made", source: Spectrum.Source(file: "made"))
            spectrum.identifier = medium.rawValue
            return spectrum
        }
        let rebin = #"{"step": "rebin", "spacing": "linear", "start": 6510, "stop": 6590, "width": 1}"#
        #expect(throws: DatasetError.mixedMedia) {
            try DatasetBuilder(name: "made", recipe: recipe(rebin)).dataset(of: SpectrumSource(spectra))
        }
        let oneMedium = try recipe(#"{"step": "medium", "to": "vacuum"}, "# + rebin)
        let built = try DatasetBuilder(name: "made", recipe: oneMedium).dataset(of: SpectrumSource(spectra)).dataset
        #expect(built.rowCount == 2 && built.grid.medium == .vacuum)
    }

    @Test("spectra on another grid are left out of a dataset that does not rebin")
    func mixedGrids() throws {
        let spectra = [spectrum([1, 2, 3, 4]), spectrum([1, 2, 3, 4], from: 5001), spectrum([1, 2, 3])]
        let (dataset, summary) = try DatasetBuilder(name: "made", recipe: recipe(#"{"step": "scale"}"#))
            .dataset(of: SpectrumSource(spectra))
        #expect(dataset.rowCount == 1)
        #expect(
            summary.reasons.map(\.reason) == [
                "it is not on the grid of the dataset (3 pixels, not 4); add a rebin step",
                "it is not on the grid of the dataset (4 pixels, not 4); add a rebin step",
            ])
    }
}
