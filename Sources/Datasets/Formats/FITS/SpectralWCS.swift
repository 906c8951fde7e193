// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import Spectra

/// Between a grid and the FITS keywords for a spectral axis (Greisen et al. 2006, doi:10.1051/0004-6361:20053818).
///
/// Linear grids are `WAVE` (vacuum) or `AWAV` (air). Logarithmic ones are `WAVE-LOG` or `AWAV-LOG`, where
/// λ = CRVAL1 · exp(CDELT1 · (p − CRPIX1) / CRVAL1). A grid whose medium is not known is `WAVELENGTH`, which no
/// standard claims.
enum SpectralWCS {
    /// Whether the keywords alone can state the grid; else a WAVELENGTH table must.
    static func states(_ grid: SpectralGrid) -> Bool {
        switch grid.kind {
        case .linear: true
        case .logarithmic: grid.medium != .unknown && isLength(grid.unit)
        case .given: false
        }
    }

    static func cards(for grid: SpectralGrid) -> [FITSHeader.Card] {
        var cards: [FITSHeader.Card] = []
        func add(_ keyword: String, _ value: FITSValue, _ comment: String) {
            cards.append(.init(keyword: keyword, value: value, comment: comment))
        }
        if states(grid), let first = grid.values.first {
            let isLog = grid.kind == .logarithmic
            let base = isLength(grid.unit) ? baseType(grid.medium) : "LINEAR"
            let step = isLog ? first * log(10) * grid.step : neat(grid)
            add("CTYPE1", .text(isLog ? base + "-LOG" : base), "spectral axis")
            add("CUNIT1", .text(grid.unit), "unit of the spectral axis")
            add("CRPIX1", .real(1), "reference pixel")
            add("CRVAL1", .real(first), "centre of the reference pixel")
            add("CDELT1", .real(step), "step at the reference pixel")
        } else {
            add("CTYPE1", .text("PIXEL"), "centres are in the WAVELENGTH table")
            add("CRPIX1", .real(1), "")
            add("CRVAL1", .real(1), "")
            add("CDELT1", .real(1), "")
        }
        add("CTYPE2", .text("SPECTRUM"), "row of the SPECTRA table")
        add("CRPIX2", .real(1), "")
        add("CRVAL2", .real(1), "")
        add("CDELT2", .real(1), "")
        add("MEDIUM", .text(grid.medium.rawValue), "wavelengths are in air, vacuum, or unknown")
        return cards
    }

    /// The grid that the keywords state; `nil` if they state none.
    static func grid(in header: FITSHeader, count: Int) -> SpectralGrid? {
        guard let type = header.text("CTYPE1")?.uppercased(), type != "PIXEL", let reference = header.double("CRVAL1"),
            let step = header.double("CDELT1") ?? header.double("CD1_1")
        else { return nil }
        guard !isOfTheSky(type) else { return nil }
        let pixel = header.double("CRPIX1") ?? 1
        let isLog = type.hasSuffix("-LOG")
        let medium: SpectralMedium =
            type.hasPrefix("AWAV")
            ? .air : type.hasPrefix("WAVE") && !type.hasPrefix("WAVELENGTH") ? .vacuum : .unknown
        let values = (0..<count).map { index in
            let offset = (Double(index + 1) - pixel) * step
            return isLog ? reference * exp(offset / reference) : reference + offset
        }
        guard SpectralGrid.problem(with: values) == nil else { return nil }
        let unit = header.text("CUNIT1").map { PhysicalUnit.canonical($0) } ?? ""
        return SpectralGrid(kind: isLog ? .logarithmic : .linear, values: values, unit: unit, medium: medium)
    }

    /// Celestial axes (FITS 4.0 §8.3): "RA---TAN", "GLON-CAR", "XLON-…".
    private static func isOfTheSky(_ type: String) -> Bool {
        let name = type.prefix(4)
        return ["RA--", "DEC-", "RA", "DEC"].contains(name) || name.hasSuffix("LON") || name.hasSuffix("LAT")
    }

    private static func baseType(_ medium: SpectralMedium) -> String {
        switch medium {
        case .air: "AWAV"
        case .vacuum: "WAVE"
        case .unknown: "WAVELENGTH"
        }
    }

    private static func isLength(_ unit: String) -> Bool {
        PhysicalUnit(unit).flatMap { SpectralQuantity($0) } == .wavelength
    }

    /// The step without the noise of its computation, if twelve digits of it give the same grid.
    private static func neat(_ grid: SpectralGrid) -> Double {
        let step = grid.step
        guard let rounded = Double(String(format: "%.12g", step)), let first = grid.values.first,
            let last = grid.values.last,
            abs(first + Double(grid.values.count - 1) * rounded - last) <= 1e-9 * step
        else { return step }
        return rounded
    }
}
