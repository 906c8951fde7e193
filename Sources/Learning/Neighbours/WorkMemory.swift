// SPDX-License-Identifier: Apache-2.0

import CKernels
import Synchronization

/// Memory that parts work in, one after another: new pages would have to be cleared for each.
final class WorkMemory: Sendable {
    private struct Pages: @unchecked Sendable {
        let start: UnsafeMutableRawPointer
    }

    private let byteCount: Int
    private let idle = Mutex<[Pages]>([])

    init(byteCount: Int) {
        self.byteCount = byteCount
    }

    /// Calls `body` with memory that nobody else works in meanwhile, aligned to a page.
    func lend<Result>(_ body: (UnsafeMutableRawPointer) throws -> Result) rethrows -> Result {
        let pages = idle.withLock { $0.popLast() } ?? newPages()
        defer { idle.withLock { $0.append(pages) } }
        return try body(pages.start)
    }

    private func newPages() -> Pages {
        let pages = Pages(start: .allocate(byteCount: byteCount, alignment: 4096))
        secchi_advise_huge_pages(pages.start, byteCount)
        return pages
    }

    deinit {
        for pages in idle.withLock({ $0 }) { pages.start.deallocate() }
    }
}
