// SPDX-License-Identifier: Apache-2.0

import FITS

/// Short spellings of header cards.
extension FITSHeader.Card {
    static func text(_ keyword: String, _ value: String, _ comment: String = "") -> Self {
        Self(keyword: keyword, value: .text(value), comment: comment)
    }

    static func real(_ keyword: String, _ value: Double, _ comment: String = "") -> Self {
        Self(keyword: keyword, value: .real(value), comment: comment)
    }

    static func integer(_ keyword: String, _ value: Int, _ comment: String = "") -> Self {
        Self(keyword: keyword, value: .integer(value), comment: comment)
    }

    static func logical(_ keyword: String, _ value: Bool, _ comment: String = "") -> Self {
        Self(keyword: keyword, value: .logical(value), comment: comment)
    }

    static func comment(_ text: String) -> Self {
        Self(keyword: "COMMENT", value: nil, comment: text)
    }
}

extension Double {
    /// Rounded to so many decimals, as pipelines print their results.
    func rounded(decimals: Int) -> Double {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
