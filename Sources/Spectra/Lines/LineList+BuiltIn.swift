// SPDX-License-Identifier: Apache-2.0

extension LineList {
    /// The lines that stellar and extragalactic spectroscopists measure most, by wavelength, 970 Å to 2.2 µm.
    ///
    /// Vacuum wavelengths in Å: NIST Atomic Spectra Database 5.11 (observed or Ritz wavelengths, those given in air
    /// brought to vacuum by ``AirVacuum``); Hα to Hδ and the blends C IV, C III], Mg II, Si IV and [O II] from the line
    /// list of the Sloan Digital Sky Survey (vacuum, Stoughton et al. 2002, doi:10.1086/324741). Numbers in names are
    /// wavelengths in air above 2000 Å, cut to whole ångström, as they are spoken. `NaI_D` and `MgI_b` are whole blends,
    /// their members have names of their own; `CaII_H` cannot be told from `Hepsilon` in hot stars.
    public static let builtIn = LineList(lines: [
        line("Lygamma", "Lyγ", 972.54, 5),
        line("Lybeta", "Lyβ", 1025.72, 6),
        line("Lyalpha", "Lyα", 1215.67, 10),
        line("NV_1240", "N V 1240", 1240.81, 10),
        line("SiIV_1397", "Si IV 1397", 1396.75, 12),
        line("CIV_1549", "C IV 1549", 1549.48, 15),
        line("HeII_1640", "He II 1640", 1640.42, 8),
        line("CIII_1909", "C III] 1909", 1908.73, 15),
        line("MgII_2799", "Mg II 2799", 2799.12, 25),
        line("OII_3727", "[O II] 3727", 3728.48, 12),
        line("H10", "H10", 3798.98, 12),
        line("H9", "H9", 3836.48, 14),
        line("NeIII_3868", "[Ne III] 3868", 3869.86, 8),
        line("HeI_3888", "He I 3888", 3889.75, 10),
        line("H8", "H8", 3890.16, 14),
        line("CaII_K", "Ca K", 3934.77, 10),
        line("CaII_H", "Ca H", 3969.59, 10),
        line("Hepsilon", "Hε", 3971.20, 10),
        line("HeI_4026", "He I 4026", 4027.33, 10),
        line("Hdelta", "Hδ", 4102.89, 30),
        line("CaI_4226", "Ca I 4226", 4227.92, 8),
        line("FeII_4233", "Fe II 4233", 4234.36, 7),
        line("Hgamma", "Hγ", 4341.68, 30),
        line("OIII_4363", "[O III] 4363", 4364.44, 6),
        line("HeI_4387", "He I 4387", 4389.16, 10),
        line("HeI_4471", "He I 4471", 4472.73, 10),
        line("MgII_4481", "Mg II 4481", 4482.49, 6),
        line("HeII_4541", "He II 4541", 4542.86, 12),
        line("SiIII_4552", "Si III 4552", 4553.90, 6),
        line("FeII_4583", "Fe II 4583", 4585.12, 7),
        line("HeII_4685", "He II 4685", 4687.01, 12),
        line("HeI_4713", "He I 4713", 4714.47, 10),
        line("Hbeta", "Hβ", 4862.68, 30),
        line("HeI_4921", "He I 4921", 4923.30, 10),
        line("FeII_4923", "Fe II 4923", 4925.29, 7),
        line("OIII_4958", "[O III] 4958", 4960.29, 12),
        line("OIII_5006", "[O III] 5006", 5008.24, 12),
        line("HeI_5015", "He I 5015", 5017.08, 10),
        line("FeII_5018", "Fe II 5018", 5019.84, 7),
        line("FeII_5169", "Fe II 5169", 5170.47, 7),
        line("MgI_b", "Mg b", 5176.64, 18),
        line("MgI_5183", "Mg I 5183", 5185.04, 4),
        line("FeI_5269", "Fe I 5269", 5271.01, 5),
        line("FeII_5316", "Fe II 5316", 5318.09, 7),
        line("HeII_5411", "He II 5411", 5413.02, 12),
        line("NII_5754", "[N II] 5754", 5756.19, 8),
        line("HeI_5875", "He I 5875", 5877.25, 10),
        line("NaI_D2", "Na D2", 5891.58, 2.8, [5876.6...5887.1, 5903.6...5913.6]),
        line("NaI_D", "Na D", 5894.57, 12),
        line("NaI_D1", "Na D1", 5897.55, 2.8, [5876.6...5887.1, 5903.6...5913.6]),
        line("OI_6300", "[O I] 6300", 6302.04, 8),
        line("SiII_6347", "Si II 6347", 6348.87, 7),
        line("OI_6363", "[O I] 6363", 6365.54, 8),
        line("SiII_6371", "Si II 6371", 6373.13, 7),
        line("FeII_6456", "Fe II 6456", 6458.16, 7),
        line("NII_6548", "[N II] 6548", 6549.86, 5, [6506.8...6531.8, 6606.8...6636.8]),
        line("Halpha", "Hα", 6564.61, 30),
        line("CII_6578", "C II 6578", 6579.87, 2.2, [6506.8...6531.8, 6606.8...6636.8]),
        line("CII_6582", "C II 6582", 6584.70, 2.2, [6506.8...6531.8, 6606.8...6636.8]),
        line("NII_6583", "[N II] 6583", 6585.27, 5, [6506.8...6531.8, 6606.8...6636.8]),
        line("HeI_6678", "He I 6678", 6679.99, 15),
        line("LiI_6707", "Li I 6707", 6709.66, 4),
        line("SII_6716", "[S II] 6716", 6718.29, 6, [6696.8...6711.9, 6743.9...6758.9]),
        line("SII_6730", "[S II] 6730", 6732.68, 6, [6696.8...6711.9, 6743.9...6758.9]),
        line("HeI_7065", "He I 7065", 7067.14, 15),
        line("KI_7664", "K I 7664", 7667.01, 6),
        line("KI_7698", "K I 7698", 7701.08, 6),
        line("FeII_7711", "Fe II 7711", 7713.84, 7),
        line("OI_7774", "O I 7774", 7775.97, 12),
        line("NaI_8190", "Na I 8190", 8192.25, 18),
        line("OI_8446", "O I 8446", 8448.78, 12),
        line("CaII_8498", "Ca II 8498", 8500.35, 10),
        line("CaII_8542", "Ca II 8542", 8544.44, 15),
        line("Pa14", "Pa14", 8600.75, 18),
        line("CaII_8662", "Ca II 8662", 8664.52, 15),
        line("Pa13", "Pa13", 8667.40, 18),
        line("Pa12", "Pa12", 8752.86, 22),
        line("MgI_8806", "Mg I 8806", 8809.18, 8),
        line("Pa11", "Pa11", 8865.22, 22),
        line("Pa10", "Pa10", 9017.38, 30),
        line("Pa9", "Pa9", 9231.55, 30),
        line("Pa8", "Pa8", 9548.59, 30),
        line("Padelta", "Paδ", 10052.13, 40),
        line("HeI_10830", "He I 10830", 10833.31, 25),
        line("Pagamma", "Paγ", 10941.09, 50),
        line("Pabeta", "Paβ", 12821.59, 60),
        line("Paalpha", "Paα", 18756.13, 80),
        line("Brgamma", "Brγ", 21661.20, 100),
    ])

    /// - Parameters:
    ///   - wavelength: in vacuum, Å.
    ///   - half: half-width of the window, Å.
    ///   - continuum: windows in vacuum, Å; none for those on either side.
    private static func line(
        _ name: String, _ label: String, _ wavelength: Double, _ half: Double, _ continuum: [ClosedRange<Double>]? = nil
    ) -> SpectralLine {
        SpectralLine(name: name, label: label, wavelength: wavelength, halfWidth: half, continuum: continuum)
    }
}
