// SPDX-License-Identifier: Apache-2.0

/// The Harvard type of a dwarf's temperature: "G2".
enum SpectralType {
    static func name(temperature: Double) -> String {
        for (letter, hot, cool) in ranges where temperature >= cool {
            let place = min(max((hot - temperature) / (hot - cool), 0), 0.999)
            return letter + String(Int(10 * place))
        }
        return "M9"
    }

    private static let ranges = [
        ("O", 50_000.0, 30_000.0), ("B", 30_000, 10_000), ("A", 10_000, 7400), ("F", 7400, 6000), ("G", 6000, 5250),
        ("K", 5250, 3900), ("M", 3900, 2400),
    ]
}
