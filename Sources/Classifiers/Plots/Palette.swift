// SPDX-License-Identifier: Apache-2.0

/// Colours that stay apart for colour-blind eyes and on paper.
///
/// - SeeAlso: Okabe & Ito 2008, "Color Universal Design"; contrast of text at least 4.5 : 1 (WCAG 2.1 §1.4.3).
enum Palette {
    static let paper = "#ffffff"
    static let ink = "#1c2430"
    static let soft = "#5a6675"
    static let grid = "#e3e7ec"
    static let accent = "#0b5cad"
    static let warm = "#b34700"
    /// Points without a class.
    static let unknown = "#aab4c0"
    static let classes = [
        "#0072b2", "#d55e00", "#009e73", "#b5538c", "#8a6d00", "#3f9bd1", "#7f3c8d", "#5b5b5b", "#a8323e", "#2f6b3a",
    ]

    static func ofClass(_ number: Int) -> String { classes[number % classes.count] }

    /// From paper to deep blue for 0 to 1.
    static func heat(_ share: Double) -> String {
        let stops: [(Double, Double, Double)] = [(247, 250, 253), (158, 202, 225), (49, 130, 189), (8, 48, 107)]
        let place = min(max(share.isFinite ? share : 0, 0), 1) * Double(stops.count - 1)
        let low = min(Int(place), stops.count - 2)
        let part = place - Double(low)
        func mix(_ from: Double, _ to: Double) -> Int { Int((from + (to - from) * part).rounded()) }
        let from = stops[low], to = stops[low + 1]
        return "rgb(\(mix(from.0, to.0)),\(mix(from.1, to.1)),\(mix(from.2, to.2)))"
    }
}
