// SPDX-License-Identifier: Apache-2.0

/// Where a line and its continuum windows lie on an axis; made once for all spectra that share it.
package struct LineGeometry: Sendable {
    /// The line's wavelength in the medium of the axis, in Å: the origin of all offsets.
    let centre: Double
    /// Pixels that the line's window touches.
    let pixels: Range<Int>
    /// How many Å of each of ``pixels`` lie in the window.
    let weights: [Double]
    /// Centres of ``pixels``, Å from ``centre``.
    let offsets: [Double]
    /// Borders of ``pixels``, Å from ``centre``; one more than pixels.
    let edges: [Double]
    /// The width of the window, Å, covered by pixels or not.
    let width: Double
    /// Pixels with their centres in a continuum window and outside the line's.
    let continuum: [Int]
    /// Their centres, Å from ``centre``.
    let continuumOffsets: [Double]
    /// Pixels that there must be in the continuum windows short- and longward of the line.
    let leftNeed: Int, rightNeed: Int

    /// - Parameters:
    ///   - wavelengths: ascending pixel centres in Å.
    ///   - edges: pixel borders in Å, one more.
    ///   - medium: of the axis; lines stay in vacuum unless it is air.
    ///   - redshift: the line and its windows are moved by 1 + z.
    package init(
        _ line: SpectralLine, wavelengths: [Double], edges borders: [Double], medium: SpectralMedium, redshift: Double,
        settings: LineSettings
    ) {
        func place(_ vacuum: Double) -> Double {
            let moved = vacuum * (1 + redshift)
            return medium == .air ? AirVacuum.air(vacuum: moved) : moved
        }
        let centre = place(line.wavelength)
        let low = place(line.window.lowerBound), high = place(line.window.upperBound)
        var first = Self.firstIndex(in: borders, above: low) - 1
        first = max(first, 0)
        var end = first
        while end < wavelengths.count, borders[end] < high { end += 1 }
        let pixels = first..<max(first, end)
        self.centre = centre
        self.pixels = pixels
        weights = pixels.map { max(0, min(borders[$0 + 1], high) - max(borders[$0], low)) }
        offsets = pixels.map { wavelengths[$0] - centre }
        self.edges = pixels.isEmpty ? [] : (pixels.lowerBound...pixels.upperBound).map { borders[$0] - centre }
        width = high - low
        var chosen: [Int] = []
        for window in line.continuum {
            let from = place(window.lowerBound), to = place(window.upperBound)
            var pixel = Self.firstIndex(in: wavelengths, above: from)
            while pixel < wavelengths.count, wavelengths[pixel] <= to {
                if wavelengths[pixel] < low || wavelengths[pixel] > high { chosen.append(pixel) }
                pixel += 1
            }
        }
        let continuum = Array(Set(chosen)).sorted()
        self.continuum = continuum
        continuumOffsets = continuum.map { wavelengths[$0] - centre }
        // As many pixels as the asked-for share of the windows would hold if all of them were on the axis.
        func need(_ isSide: (ClosedRange<Double>) -> Bool, _ pixels: [Int]) -> Int {
            let windows = line.continuum.map { place($0.lowerBound)...place($0.upperBound) }.filter(isSide)
            let nominal = windows.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
            let seen = pixels.reduce(0) { $0 + borders[$1 + 1] - borders[$1] }
            guard nominal > 0 else { return 0 }
            guard seen > 0 else { return .max }
            let whole = Double(pixels.count) * max(1, nominal / seen)
            return max(3, Int(min(1e9, (whole * settings.minimumContinuumCoverage).rounded(.up))))
        }
        leftNeed = need({ $0.upperBound <= centre }, continuum.filter { wavelengths[$0] < centre })
        rightNeed = need({ $0.upperBound > centre }, continuum.filter { wavelengths[$0] >= centre })
    }

    /// The first place whose value is greater.
    private static func firstIndex(in values: [Double], above limit: Double) -> Int {
        var low = 0, high = values.count
        while low < high {
            let middle = (low + high) / 2
            if values[middle] > limit { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
