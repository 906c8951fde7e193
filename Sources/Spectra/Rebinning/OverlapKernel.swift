// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Flux-conserving rebinning of one spectrum after another, each with a grid of its own, onto one grid.
///
/// Keeps its working memory between spectra. One value belongs to one thread.
public struct OverlapKernel: ~Copyable {
    /// m + 1 edges of the new grid.
    public let edges: [Double]
    private var scratch: UnsafeMutableRawPointer
    private var scratchPixels: Int

    /// - Parameters:
    ///   - edges: m + 1 ascending edges, m ≥ 1.
    ///   - pixelCount: pixels of the longest spectrum to expect; a longer one makes the working memory grow.
    public init(edges: [Double], pixelCount: Int = 4096) {
        precondition(edges.count >= 2, "a grid has at least one pixel")
        self.edges = edges
        scratchPixels = pixelCount
        scratch = Self.memory(pixelCount, edges.count - 1)
    }

    deinit { scratch.deallocate() }

    /// Rebins one spectrum into arrays of m elements that the caller keeps.
    ///
    /// - Parameters:
    ///   - centres: n ≥ 2 ascending centres; `flux`, `error` and `mask` have n elements.
    ///   - result: its arrays are given m elements; ``Rebinned/error`` becomes `nil` without errors.
    /// - Complexity: O(n + m); about 5 ns for each old and new pixel.
    public mutating func rebin(
        centres: [Double], flux: [Float], error: [Float]?, mask: [Bool]?, minimumCoverage: Double,
        into result: inout Rebinned
    ) {
        let old = centres.count
        let new = edges.count - 1
        precondition(old >= 2 && flux.count == old, "one flux for each of at least two pixels")
        precondition(error?.count ?? old == old && mask?.count ?? old == old, "one error and flag for each pixel")
        if old > scratchPixels {
            scratch.deallocate()
            scratchPixels = old
            scratch = Self.memory(old, new)
        }
        result.resize(to: new, hasErrors: error != nil)
        // The C kernel sees a Bool as the byte 0 or 1 that it is.
        withOptionalPointer(to: error) { error in
            withOptionalPointer(to: mask) { mask in
                result.withPointers { newFlux, newError, newCoverage, newMask in
                    secchi_rebin_overlap(
                        centres, flux, error, UnsafeRawPointer(mask)?.assumingMemoryBound(to: UInt8.self), old, edges,
                        new,
                        minimumCoverage, newFlux, newError, newCoverage, newMask, scratch)
                }
            }
        }
    }

    private static func memory(_ old: Int, _ new: Int) -> UnsafeMutableRawPointer {
        UnsafeMutableRawPointer.allocate(byteCount: secchi_rebin_scratch(old, new), alignment: 64)
    }
}

private func withOptionalPointer<Element, Result>(
    to array: [Element]?, _ body: (UnsafePointer<Element>?) -> Result
) -> Result {
    guard let array else { return body(nil) }
    return array.withUnsafeBufferPointer { body($0.baseAddress) }
}

extension Rebinned {
    mutating func resize(to count: Int, hasErrors: Bool) {
        if flux.count != count {
            flux = [Float](repeating: 0, count: count)
            coverage = [Float](repeating: 0, count: count)
            mask = [Bool](repeating: false, count: count)
        }
        if !hasErrors {
            error = nil
        } else if error?.count != count {
            error = [Float](repeating: 0, count: count)
        }
    }

    fileprivate mutating func withPointers(
        _ body: (
            UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>?,
            UnsafeMutablePointer<UInt8>?
        ) -> Void
    ) {
        let hasErrors = error != nil
        var errors = error ?? []
        error = nil
        flux.withUnsafeMutableBufferPointer { flux in
            coverage.withUnsafeMutableBufferPointer { coverage in
                mask.withUnsafeMutableBytes { mask in
                    errors.withUnsafeMutableBufferPointer { errors in
                        body(
                            flux.baseAddress, hasErrors ? errors.baseAddress : nil, coverage.baseAddress,
                            mask.baseAddress?.assumingMemoryBound(to: UInt8.self))
                    }
                }
            }
        }
        if hasErrors { error = errors }
    }
}
