// SPDX-License-Identifier: Apache-2.0

/// One symbol that a unit can be made of.
struct UnitSymbol: Sendable {
    let spelling: String
    let scale: Double
    let dimension: PhysicalUnit.Dimension

    fileprivate init(
        _ spelling: String, _ scale: Double, length: Double = 0, mass: Double = 0, time: Double = 0,
        current: Double = 0,
        temperature: Double = 0, angle: Double = 0, items: [String: Double] = [:]
    ) {
        self.spelling = spelling
        self.scale = scale
        var dimension = PhysicalUnit.Dimension()
        dimension.length = length
        dimension.mass = mass
        dimension.time = time
        dimension.current = current
        dimension.temperature = temperature
        dimension.angle = angle
        dimension.items = items
        self.dimension = dimension
    }

    /// The symbol that a word stands for, in VOUnits spelling and in the spellings of archives; `nil` if unknown.
    static func named(_ word: String) -> UnitSymbol? {
        if let symbol = aliases[word] { return symbol }
        if let symbol = prefixed(word) { return symbol }
        let lower = word.lowercased()
        return aliases[lower] ?? prefixed(lower)
    }

    /// "mJy", "keV", "kpc": a prefix before a symbol that takes one.
    private static func prefixed(_ word: String) -> UnitSymbol? {
        for (prefix, factor) in prefixes where word.hasPrefix(prefix) && word.count > prefix.count {
            guard let base = prefixable[String(word.dropFirst(prefix.count))] else { continue }
            let spelling = (prefix == "µ" || prefix == "μ" ? "u" : prefix) + base.spelling
            return UnitSymbol(spelling: spelling, scale: factor * base.scale, dimension: base.dimension)
        }
        return nil
    }

    private init(spelling: String, scale: Double, dimension: PhysicalUnit.Dimension) {
        self.spelling = spelling
        self.scale = scale
        self.dimension = dimension
    }

    private static let prefixes: [(String, Double)] = [
        ("da", 1e1), ("h", 1e2), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("d", 1e-1), ("c", 1e-2),
        ("m", 1e-3), ("u", 1e-6), ("µ", 1e-6), ("μ", 1e-6), ("n", 1e-9), ("p", 1e-12), ("f", 1e-15),
    ]

    private static let prefixable: [String: UnitSymbol] = {
        let names = [
            "m", "g", "s", "Hz", "J", "W", "eV", "Jy", "K", "V", "Pa", "N", "rad", "pc", "yr", "mag", "arcsec", "bar",
            "ct",
            "count", "adu", "photon", "erg",
        ]
        var table = Dictionary(uniqueKeysWithValues: names.compactMap { name in aliases[name].map { (name, $0) } })
        table["A"] = angstrom
        table["Angstrom"] = angstrom
        table["meter"] = aliases["m"]
        table["metre"] = aliases["m"]
        table["hz"] = aliases["Hz"]
        table["ev"] = aliases["eV"]
        table["jy"] = aliases["Jy"]
        return table
    }()

    private static let angstrom = UnitSymbol("Angstrom", 1e-10, length: 1)

    /// Each symbol with the words that stand for it; the first is tried as written, all of them also in lower case.
    private static let aliases: [String: UnitSymbol] = {
        let energy: (String, Double) -> UnitSymbol = { UnitSymbol($0, $1, length: 2, mass: 1, time: -2) }
        let power: (String, Double) -> UnitSymbol = { UnitSymbol($0, $1, length: 2, mass: 1, time: -3) }
        let fluxPerFrequency: (String, Double) -> UnitSymbol = { UnitSymbol($0, $1, mass: 1, time: -2) }
        let item: (String, String) -> UnitSymbol = { UnitSymbol($0, 1, items: [$1: 1]) }
        let micrometre = UnitSymbol("um", 1e-6, length: 1)
        let symbols: [([String], UnitSymbol)] = [
            (
                ["Angstrom", "angstrom", "angstroms", "ang", "angs", "angst", "AA", "aa", "A", "a", "Å", "\u{212B}"],
                angstrom
            ),
            (["um", "micron", "microns", "micrometer", "micrometers", "micrometre", "mum"], micrometre),
            (["nm", "nanometer", "nanometers", "nanometre", "nanometres"], UnitSymbol("nm", 1e-9, length: 1)),
            (["mm", "millimeter"], UnitSymbol("mm", 1e-3, length: 1)),
            (["cm", "centimeter", "centimetre"], UnitSymbol("cm", 1e-2, length: 1)),
            (["m", "meter", "meters", "metre", "metres"], UnitSymbol("m", 1, length: 1)),
            (["km", "kilometer", "kilometre"], UnitSymbol("km", 1e3, length: 1)),
            (["pc", "parsec"], UnitSymbol("pc", 3.085_677_581_491_367_3e16, length: 1)),
            (["AU", "au"], UnitSymbol("AU", 149_597_870_700, length: 1)),
            (["s", "sec", "secs", "second", "seconds"], UnitSymbol("s", 1, time: 1)),
            (["min", "minute", "minutes"], UnitSymbol("min", 60, time: 1)),
            (["h", "hr", "hour", "hours"], UnitSymbol("h", 3600, time: 1)),
            (["d", "day", "days"], UnitSymbol("d", 86400, time: 1)),
            (["yr", "year", "years"], UnitSymbol("yr", 31_557_600, time: 1)),
            (["g", "gram"], UnitSymbol("g", 1e-3, mass: 1)),
            (["kg"], UnitSymbol("kg", 1, mass: 1)),
            (["Hz", "hertz"], UnitSymbol("Hz", 1, time: -1)),
            (["J", "joule", "joules"], energy("J", 1)), (["erg", "ergs"], energy("erg", 1e-7)),
            (["eV", "ev", "electronvolt"], energy("eV", 1.602_176_634e-19)),
            (["Ry"], energy("Ry", 2.179_872_361_103_542e-18)),
            (["W", "watt", "watts"], power("W", 1)), (["solLum", "Lsun", "L_sun"], power("solLum", 3.828e26)),
            (["Jy", "jansky", "janskys", "janskies"], fluxPerFrequency("Jy", 1e-26)),
            (["fnu"], fluxPerFrequency("erg/(s.cm**2.Hz)", 1e-3)),
            (["flam"], UnitSymbol("erg/(s.cm**2.Angstrom)", 1e7, length: -1, mass: 1, time: -3)),
            (["N", "newton"], UnitSymbol("N", 1, length: 1, mass: 1, time: -2)),
            (["Pa", "pascal"], UnitSymbol("Pa", 1, length: -1, mass: 1, time: -2)),
            (["bar"], UnitSymbol("bar", 1e5, length: -1, mass: 1, time: -2)),
            (["K", "kelvin"], UnitSymbol("K", 1, temperature: 1)),
            (["V", "volt"], UnitSymbol("V", 1, length: 2, mass: 1, time: -3, current: -1)),
            (["rad", "radian", "radians"], UnitSymbol("rad", 1, angle: 1)),
            (["deg", "degree", "degrees"], UnitSymbol("deg", .pi / 180, angle: 1)),
            (["arcmin"], UnitSymbol("arcmin", .pi / 10_800, angle: 1)),
            (["arcsec", "arcsecond", "arcseconds", "asec"], UnitSymbol("arcsec", .pi / 648_000, angle: 1)),
            (["mas"], UnitSymbol("mas", .pi / 648_000_000, angle: 1)),
            (["sr", "steradian"], UnitSymbol("sr", 1, angle: 2)),
            (["count", "counts", "ct", "cts"], item("count", "count")), (["adu", "dn", "du"], item("adu", "adu")),
            (["electron", "electrons", "e-", "el"], item("electron", "electron")),
            (["photon", "photons", "ph", "phot"], item("photon", "photon")),
            (["pixel", "pixels", "pix"], item("pixel", "pixel")), (["mag", "mags"], item("mag", "mag")),
            (["beam"], item("beam", "beam")), (["voxel"], item("voxel", "voxel")), (["bin"], item("bin", "bin")),
            (["spaxel"], item("'spaxel'", "spaxel")), (["fiber", "fibre"], item("'fiber'", "fiber")),
            (["%", "percent"], UnitSymbol("%", 0.01)),
        ]
        var table: [String: UnitSymbol] = [:]
        for (words, symbol) in symbols { for word in words { table[word] = symbol } }
        return table
    }()
}
