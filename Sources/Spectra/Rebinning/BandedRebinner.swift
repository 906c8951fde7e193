// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

/// Flux-conserving rebinning of many spectra that share one grid: the weights are worked out once.
///
/// The same averages as ``Rebinning``, with weights and sums in single precision (relative error about 2e-7).
///
/// ```swift
/// let rebinner = BandedRebinner(from: lamost, to: grid)
/// let rows = try rebinner.rebin(flux, context: context)      // n × old pixels in, n × new pixels out
/// rebinner.coverage                                          // of each new pixel, the same for every spectrum
/// ```
public struct BandedRebinner: Sendable {
    /// The fraction of each new pixel that the old grid covers; below `minimumCoverage`, results are 0.
    public let coverage: [Float]
    /// Old pixels, the columns of what ``rebin(_:context:)`` takes.
    public let oldCount: Int
    /// New pixels, the columns of what ``rebin(_:context:)`` gives.
    public let newCount: Int
    /// Weights of a new pixel; some may be 0.
    private let band: Int
    private let first: [Int32]
    private let weights: [Float]
    private let squaredWeights: [Float]

    /// - Parameters:
    ///   - wavelengths: the old centres, at least 2, ascending.
    ///   - grid: the new centres, at least 2, ascending.
    /// - Complexity: O(old + new · pixels overlapped by the widest new one).
    public init(from wavelengths: [Double], to grid: [Double], minimumCoverage: Double = 0.5) {
        let old = Rebinning.pixelEdges(of: wavelengths)
        let new = Rebinning.pixelEdges(of: grid)
        oldCount = wavelengths.count
        newCount = grid.count
        let ranges = Self.overlapped(old, new)
        band = max(1, ranges.map(\.count).max() ?? 1)
        var first: [Int32] = []
        var weights = [Float](repeating: 0, count: grid.count * band)
        var coverage = [Float](repeating: 0, count: grid.count)
        for (pixel, range) in ranges.enumerated() {
            let start = max(0, min(range.lowerBound, wavelengths.count - band))
            first.append(Int32(truncatingIfNeeded: start))
            let overlaps = range.map { min(old[$0 + 1], new[pixel + 1]) - max(old[$0], new[pixel]) }
            let covered = overlaps.reduce(0, +)
            let fraction = covered / (new[pixel + 1] - new[pixel])
            coverage[pixel] = Float(min(1, fraction))
            guard covered > 0, fraction >= minimumCoverage * (1 - 1e-12) else { continue }
            for (index, overlap) in zip(range, overlaps) {
                weights[pixel * band + index - start] = Float(overlap / covered)
            }
        }
        self.first = first
        self.weights = weights
        self.coverage = coverage
        squaredWeights = weights.map { $0 * $0 }
    }

    /// Rebins rows of flux.
    ///
    /// - Parameters:
    ///   - rows: n × ``oldCount``, row-major. A value that is not finite spoils the new pixels within the band around
    ///     it; set masked pixels apart first, or use ``Rebinning`` for spectra that have some.
    ///   - context: the result does not depend on its threads.
    /// - Returns: n × ``newCount``, row-major.
    /// - Throws: `CancellationError`.
    public func rebin(_ rows: [Float], context: ExecutionContext = ExecutionContext()) throws -> [Float] {
        try product(rows, weights, context)
    }

    /// Rebins rows of variances of independent pixels: Σ wᵢ² σᵢ².
    ///
    /// - Throws: `CancellationError`.
    public func rebinVariances(
        _ rows: [Float], context: ExecutionContext = ExecutionContext()
    ) throws -> [Float] {
        try product(rows, squaredWeights, context)
    }

    private func product(_ rows: [Float], _ weights: [Float], _ context: ExecutionContext) throws -> [Float] {
        precondition(rows.count % oldCount == 0, "whole rows")
        let count = rows.count / oldCount
        // Whole blocks of the kernel; some hundred make a part worth a thread.
        let parts = ExecutionContext.ranges(of: count, size: 32 * Int(SECCHI_REBIN_BLOCK))
        let old = oldCount
        let new = newCount
        let band = band
        let first = first
        var failure: (any Error)?
        let result = [Float](unsafeUninitializedCapacity: count * new) { output, written in
            secchi_advise_huge_pages(output.baseAddress, output.count * MemoryLayout<Float>.stride)
            // Each part writes rows of its own.
            nonisolated(unsafe) let base = output.baseAddress
            do {
                _ = try context.mapParts(parts.count) { part in
                    guard let base else { return }
                    let scratch = UnsafeMutableRawPointer.allocate(
                        byteCount: secchi_rebin_banded_scratch(old, new, band), alignment: 64)
                    defer { scratch.deallocate() }
                    rows.withUnsafeBufferPointer { input in
                        guard let start = input.baseAddress else { return }
                        secchi_rebin_banded(
                            start + parts[part].lowerBound * old, parts[part].count, old, first, weights, band,
                            base + parts[part].lowerBound * new, new, scratch)
                    }
                }
                written = count * new
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return result
    }

    /// The old pixels that each new one overlaps.
    private static func overlapped(_ old: [Double], _ new: [Double]) -> [Range<Int>] {
        let last = old.count - 1
        var start = 0
        return (0..<new.count - 1).map { pixel in
            while start < last, old[start + 1] <= new[pixel] { start += 1 }
            var end = start
            while end < last, old[end] < new[pixel + 1] { end += 1 }
            return old[last] <= new[pixel] ? 0..<0 : start..<end
        }
    }
}
