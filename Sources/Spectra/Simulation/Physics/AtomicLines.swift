// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One absorption line of a stellar photosphere.
struct AtomicLine: Sendable {
    /// ln of the vacuum wavelength in Å.
    let logWavelength: Double
    /// Equivalent width in Å where the trend is 1.
    let width: Double
    let trend: Trend

    /// - Parameter air: wavelength in Å in standard air, as line lists give it above 2000 Å.
    init(air: Double, width: Double, trend: Trend) {
        logWavelength = log(AirVacuum.vacuum(air: air))
        self.width = width
        self.trend = trend
    }
}

/// The narrow lines of stars from A to M, and of B stars; air wavelengths of the NIST Atomic Spectra Database.
enum AtomicLines {
    static let all: [AtomicLine] =
        lines(neutralMetal, neutral) + lines(ionisedMetal, ionised) + lines(heliumNeutral, helium)
        + lines(heliumIonised, ionisedHelium) + lines(alkali, alkaliMetal) + lines(magnesiumTriplet, magnesium)
        + lines(calciumTriplet, calcium)

    private static func lines(_ trend: Trend, _ table: [(Double, Double)]) -> [AtomicLine] {
        table.map { AtomicLine(air: $0.0, width: $0.1, trend: trend) }
    }

    // MARK: - How strong at which temperature

    private static let neutralMetal = Trend([
        (3500, 2.0), (4200, 1.7), (5000, 1.25), (6000, 0.7), (7000, 0.35), (8000, 0.14), (10_000, 0.02),
    ])
    private static let ionisedMetal = Trend([
        (5000, 0.4), (6500, 0.6), (8000, 0.9), (10_000, 1), (15_000, 0.5), (25_000, 0.05),
    ])
    private static let heliumNeutral = Trend([
        (9500, 0), (12_000, 0.3), (15_000, 0.7), (20_000, 1), (25_000, 0.85), (32_000, 0.4),
    ])
    private static let heliumIonised = Trend([(27_000, 0), (33_000, 0.6), (42_000, 1)])
    private static let alkali = Trend([
        (3500, 5), (4200, 3), (5000, 1.4), (6000, 0.7), (7000, 0.35), (8500, 0.15), (12_000, 0.05),
    ])
    private static let magnesiumTriplet = Trend([
        (3500, 2.2), (4200, 2.4), (5000, 1.6), (6000, 0.8), (7000, 0.4), (8000, 0.2), (10_000, 0.05),
    ])
    private static let calciumTriplet = Trend([(4000, 1.1), (6000, 1), (8000, 0.6), (10_000, 0.3), (15_000, 0)])

    // MARK: - Air wavelength in Å, equivalent width in Å

    /// Fe I, Ca I, Ni I, Ti I.
    private static let neutral: [(Double, Double)] = [
        (3749.49, 0.7), (3758.23, 0.6), (3815.84, 0.6), (3820.43, 0.9), (3859.91, 0.8), (3886.28, 0.5), (4045.81, 0.8),
        (4063.59, 0.6), (4071.74, 0.5), (4226.73, 1.1), (4271.76, 0.6), (4325.76, 0.6), (4383.54, 0.9), (4404.75, 0.6),
        (4415.12, 0.4), (4455.89, 0.35), (4528.61, 0.35), (4668.13, 0.2), (4871.32, 0.25), (4891.49, 0.3),
        (4920.50, 0.35),
        (4957.60, 0.4), (5012.07, 0.2), (5041.76, 0.25), (5107.45, 0.2), (5227.19, 0.3), (5269.54, 0.5), (5270.36, 0.4),
        (5328.04, 0.4), (5332.90, 0.15), (5371.49, 0.25), (5397.13, 0.25), (5405.77, 0.25), (5429.70, 0.25),
        (5446.92, 0.25),
        (5455.61, 0.25), (5528.40, 0.3), (5588.75, 0.2), (5615.64, 0.25), (5857.45, 0.15), (6065.48, 0.12),
        (6102.72, 0.15),
        (6122.22, 0.2), (6136.62, 0.13), (6137.69, 0.13), (6162.17, 0.25), (6191.56, 0.14), (6230.72, 0.16),
        (6252.56, 0.13),
        (6265.13, 0.09), (6301.50, 0.12), (6302.49, 0.09), (6318.02, 0.1), (6335.33, 0.09), (6358.69, 0.08),
        (6393.60, 0.13),
        (6400.00, 0.16), (6411.65, 0.12), (6421.35, 0.12), (6430.85, 0.12), (6439.07, 0.16), (6449.81, 0.09),
        (6462.57, 0.18),
        (6471.66, 0.09), (6493.78, 0.13), (6494.98, 0.16), (6499.65, 0.08), (6546.24, 0.12), (6569.21, 0.08),
        (6574.23, 0.04),
        (6592.91, 0.12), (6593.87, 0.09), (6609.11, 0.07), (6633.75, 0.07), (6643.63, 0.1), (6663.44, 0.09),
        (6677.99, 0.13),
        (6703.57, 0.05), (6717.68, 0.12), (6726.66, 0.05), (6750.15, 0.08), (7445.75, 0.08), (7511.02, 0.1),
        (8387.77, 0.2),
        (8468.41, 0.15), (8514.07, 0.1), (8688.62, 0.25), (8824.22, 0.2),
    ]
    /// Fe II, Si II, Mg II, Ti II, C II.
    private static let ionised: [(Double, Double)] = [
        (3856.02, 0.1), (3862.60, 0.1), (4128.07, 0.12), (4130.89, 0.12), (4173.46, 0.1), (4233.17, 0.15),
        (4395.03, 0.1),
        (4481.13, 0.4), (4508.29, 0.1), (4549.47, 0.15), (4583.84, 0.15), (4923.92, 0.18), (5018.44, 0.2),
        (5169.03, 0.22),
        (5316.61, 0.15), (6347.11, 0.17), (6371.37, 0.12), (6456.38, 0.12), (6516.08, 0.05), (6578.05, 0.06),
        (6582.88, 0.04),
        (7771.94, 0.2), (7774.17, 0.18), (7775.39, 0.15), (8446.36, 0.3),
    ]
    /// He I.
    private static let helium: [(Double, Double)] = [
        (3819.61, 0.6), (4009.26, 0.4), (4026.19, 1.1), (4120.81, 0.2), (4143.76, 0.5), (4387.93, 0.6), (4471.48, 1.2),
        (4713.15, 0.25), (4921.93, 0.6), (5015.68, 0.3), (5875.62, 0.7), (6678.15, 0.6), (7065.19, 0.4),
    ]
    /// He II.
    private static let ionisedHelium: [(Double, Double)] = [
        (4199.83, 0.5), (4541.59, 0.6), (4685.70, 0.7), (5411.52, 0.8), (6560.10, 0.5), (6683.20, 0.3),
    ]
    /// Na I, K I, Li I.
    private static let alkaliMetal: [(Double, Double)] = [
        (5889.95, 0.75), (5895.92, 0.6), (7664.90, 0.25), (7698.96, 0.2), (8183.26, 0.2), (8194.82, 0.25),
    ]
    /// Mg I b.
    private static let magnesium: [(Double, Double)] = [(5167.32, 0.6), (5172.68, 1.0), (5183.60, 1.2)]
    /// Ca II infrared triplet.
    private static let calcium: [(Double, Double)] = [(8498.02, 1.2), (8542.09, 3.0), (8662.14, 2.5)]
}
