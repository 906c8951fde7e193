// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Double {
    /// At most five significant digits, without needless zeros.
    var brief: String { isFinite ? String(format: "%.5g", self) : "–" }

    /// At most three significant digits.
    var short: String { isFinite ? String(format: "%.3g", self) : "–" }

    /// "0.917".
    var score: String { isFinite ? String(format: "%.3f", self) : "–" }

    /// "91.7 %".
    var percent: String { isFinite ? String(format: "%.1f %%", 100 * self) : "–" }
}
