// SPDX-License-Identifier: Apache-2.0

/// What a column of a spectrum holds.
enum ColumnRole: Sendable, CaseIterable {
    case spectral, flux, error, inverseVariance, variance, quality

    /// What the role of a column was seen from, the weakest first.
    enum Evidence: Int, Sendable, Comparable {
        case position, unit, name, ucd, utype

        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

        var words: String {
            switch self {
            case .position: "their place"
            case .unit: "their units"
            case .name: "their names"
            case .ucd: "their UCDs"
            case .utype: "their utypes"
            }
        }
    }

    /// The strongest evidence that a column has this role, and its rank among columns of equal evidence (0 is best).
    func evidence(_ column: TableColumn) -> (evidence: Evidence, rank: Int)? {
        if let utype = column.plainUtype, let rank = utypes.firstIndex(of: utype) { return (.utype, rank) }
        if let ucd = column.primaryUCD, matchesUCD(ucd, whole: column.ucd?.lowercased() ?? "") { return (.ucd, 0) }
        let name = column.plainName
        if let rank = names.firstIndex(of: name) { return (.name, rank) }
        if let rank = matchesBeginning(of: name) { return (.name, names.count + rank) }
        return matchesUnit(column.unit) ? (.unit, 0) : nil
    }

    private var utypes: [String] {
        switch self {
        case .spectral: ["data.spectralaxis.value", "data.spectralaxis"]
        case .flux: ["data.fluxaxis.value", "data.fluxaxis"]
        case .error:
            [
                "data.fluxaxis.accuracy.staterror", "data.fluxaxis.accuracy.staterrhigh",
                "data.fluxaxis.accuracy.staterrlow", "data.fluxaxis.accuracy.staterr",
            ]
        case .quality: ["data.fluxaxis.accuracy.qualitystatus", "data.fluxaxis.quality"]
        case .inverseVariance, .variance: []
        }
    }

    private func matchesUCD(_ primary: String, whole: String) -> Bool {
        switch self {
        case .spectral:
            ["em.wl", "em.freq", "em.energy", "em.wavenumber", "spect.wl", "em.wl.central"].contains(primary)
                && !["stat.", "instr.bandwidth", "phys."].contains(where: whole.contains)
        case .flux:
            ["phot.flux", "phot.fluence", "phot.count", "phot.flambda", "phot.fnu"].contains(where: primary.hasPrefix)
                && !["stat.", "spect.continuum"].contains(where: whole.contains)
        case .error:
            primary.hasPrefix("stat.error") && !whole.contains(";em.wl;") && !whole.hasSuffix("stat.error;em.wl")
        case .quality: primary.hasPrefix("meta.code.qual")
        case .inverseVariance: primary == "stat.weight"
        case .variance: primary == "stat.variance"
        }
    }

    /// Plain names, the most telling first.
    private var names: [String] {
        switch self {
        case .spectral:
            [
                "wavelength", "wave", "lambda", "loglam", "loglambda", "logwave", "logwavelength", "logwl", "wl", "lam",
                "wavelen", "wvl", "spectral", "spectralaxis", "spectralvalue", "awav", "wav", "frequency", "freq", "nu",
                "energy", "wavenumber",
            ]
        case .flux:
            [
                "flux", "fluxdensity", "flam", "flambda", "fnu", "normflux", "normalizedflux", "normalisedflux",
                "intensity",
                "spectrum", "spec", "counts", "count", "adu", "signal", "reflectance", "radiance", "irradiance",
                "value",
                "data", "net", "f", "y",
            ]
        case .error:
            [
                "fluxerror", "fluxerr", "errflux", "errorflux", "error", "err", "sigma", "staterror", "staterr",
                "eflux",
                "fluxsigma", "fluxuncertainty", "fluxunc", "uncertainty", "unc", "properr", "sig", "noise", "stddev",
                "fluxstd", "dflux", "std",
            ]
        case .inverseVariance: ["ivar", "invvar", "inversevariance", "fluxivar", "ivarflux", "inverse"]
        case .variance: ["variance", "var", "fluxvariance", "fluxvar", "varflux", "varpoisson"]
        case .quality: ["mask", "andmask", "dq", "dataqual", "quality", "qual", "badpix", "flags", "flag", "fluxmask"]
        }
    }

    /// For names that only begin like a known one: "wavelength_vac", "flux_1".
    private func matchesBeginning(of name: String) -> Int? {
        switch self {
        case .spectral:
            guard !["err", "bin", "width", "step", "res"].contains(where: name.hasSuffix) else { return nil }
            return ["wavelength", "loglam", "lambda", "wave", "freq"].firstIndex(where: name.hasPrefix)
        case .flux:
            let others = ["err", "sig", "ivar", "var", "unc", "std", "mask", "qual", "flag", "bar", "snr"]
            guard !others.contains(where: name.contains) else { return nil }
            return ["flux", "norm", "intens", "count", "spec"].firstIndex { name.hasPrefix($0) || name.hasSuffix($0) }
        default: return nil
        }
    }

    private func matchesUnit(_ unit: String?) -> Bool {
        guard let unit, !unit.isEmpty, let known = PhysicalUnit(unit), !known.spelling.isEmpty else { return false }
        switch self {
        case .spectral: return SpectralQuantity(known) != nil
        case .flux:
            // Energy or counts per time, area or wavelength; never a plain length, angle, time or temperature.
            return SpectralQuantity(known) == nil && (known.dimension.mass == 1 || !known.dimension.items.isEmpty)
        default: return false
        }
    }
}
