// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation

extension FITSDataset {
    /// What a writer must know before the first row.
    struct Plan {
        var name: String
        var grid: SpectralGrid
        var recipe: Recipe?
        var widths: TextWidths
        var hasMask: Bool
        var hasInverseVariance: Bool
    }

    /// Some consecutive rows, in the pieces that the HDUs want one after the other.
    struct Piece {
        var rows: () throws -> [DatasetRow]
        var flux: () throws -> [Float]
        var mask: () throws -> [Bool]
        var inverseVariance: () throws -> [Float]
    }

    /// Writes a dataset piece by piece; every piece is asked for in turn once for each HDU, so that none need be held.
    ///
    /// - Parameter check: called before each piece; what it throws ends the writing.
    static func write(
        _ plan: Plan, to path: String, pieceCount: Int, check: () throws -> Void = {}, piece: (Int) throws -> Piece
    ) throws {
        func each(_ body: (Piece) throws -> Void) throws {
            for index in 0..<pieceCount {
                try check()
                try body(piece(index))
            }
        }
        let width = plan.grid.values.count
        let writer = try FITSWriter(path: path)
        try writer.beginImage(.float, rowShape: [width], cards: cards(plan))
        try each { try writer.append($0.flux()) }
        try writer.beginTable(columns(widths: plan.widths), name: "SPECTRA")
        try each {
            let rows = try $0.rows()
            if !rows.isEmpty { try writer.append(rows: rows.count, values(of: rows)) }
        }
        if !SpectralWCS.states(plan.grid) {
            let unit = plan.grid.unit.isEmpty ? nil : plan.grid.unit
            try writer.beginTable(
                [.init("WAVELENGTH", .double, unit: unit, comment: "centres of the pixels", ucd: "em.wl")],
                name: "WAVELENGTH")
            try writer.append(rows: width, [.doubles(plan.grid.values)])
        }
        if plan.hasMask {
            try writer.beginImage(.byte, rowShape: [width], cards: SpectralWCS.cards(for: plan.grid), name: "MASK")
            try each { try writer.append($0.mask().map { $0 ? 1 : 0 } as [UInt8]) }
        }
        if plan.hasInverseVariance {
            try writer.beginImage(.float, rowShape: [width], cards: SpectralWCS.cards(for: plan.grid), name: "IVAR")
            try each { try writer.append($0.inverseVariance()) }
        }
        if let recipe = plan.recipe {
            let json = recipe.compactJSON
            try writer.beginTable(
                [.init("json", .text, count: json.utf8.count, comment: "how the spectra were prepared")],
                name: "RECIPE")
            try writer.append(rows: 1, [.texts([json])])
        }
        try check()
        try writer.finish()
    }

    /// Writes a dataset in memory.
    static func write(_ dataset: Dataset, to path: String) throws {
        let width = dataset.pixelCount
        guard dataset.flux.count == dataset.rowCount * width else {
            throw DatasetError.system(
                file: path, reason: "the dataset has not as many fluxes as rows and pixels; build it again")
        }
        let plan = Plan(
            name: dataset.name, grid: dataset.grid, recipe: dataset.recipe, widths: TextWidths(dataset.rows),
            hasMask: dataset.mask != nil, hasInverseVariance: dataset.inverseVariance != nil)
        let size = 4096
        try write(plan, to: path, pieceCount: (dataset.rowCount + size - 1) / size) { piece in
            let rows = piece * size..<min(dataset.rowCount, (piece + 1) * size)
            let pixels = rows.lowerBound * width..<rows.upperBound * width
            return Piece(
                rows: { Array(dataset.rows[rows]) }, flux: { Array(dataset.flux[pixels]) },
                mask: { dataset.mask.map { Array($0[pixels]) } ?? [] },
                inverseVariance: { dataset.inverseVariance.map { Array($0[pixels]) } ?? [] })
        }
    }

    private static func cards(_ plan: Plan) -> [FITSHeader.Card] {
        [
            .init(keyword: "ORIGIN", value: .text("Secchi"), comment: "program that wrote this dataset"),
            .init(keyword: "DATASET", value: .text(plan.name), comment: "name of the dataset"),
        ] + SpectralWCS.cards(for: plan.grid)
    }
}
