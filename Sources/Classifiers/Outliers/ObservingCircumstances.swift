// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation

/// What is known of how a spectrum was taken: its night, and plate and fibre where the file's name tells them.
struct ObservingCircumstances: Sendable {
    /// "night 57012", "plate 3586", "fibre 123"; empty if nothing is known.
    let all: [String]

    init(_ row: DatasetRow) {
        var all: [String] = []
        if let mjd = row.mjd, mjd.isFinite, abs(mjd) < 1e6 { all.append("night \(Int(mjd.rounded(.down)))") }
        // SDSS names its files spec-PLATE-MJD-FIBER.
        if let sdss = row.source.firstMatch(of: /spec-(\d{4,5})-(\d{5})-(\d{4})\./) {
            all += ["plate \(sdss.output.1)", "fibre \(sdss.output.3)"]
        }
        // LAMOST names its files spec-MJD-PLAN_spSPECTROGRAPH-FIBER.
        if let lamost = row.source.firstMatch(of: /spec-(\d{5})-(\w+)_sp(\d{2})-(\d{3})\./) {
            all += ["plate \(lamost.output.2)", "fibre \(lamost.output.3)-\(lamost.output.4)"]
        }
        self.all = all
    }
}
