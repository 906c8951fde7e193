// SPDX-License-Identifier: Apache-2.0

/// What the parameters of a spectrum after the IVOA Spectrum Data Model say, gathered one by one and then applied.
///
/// A parameter is known by its utype below the model ("target.name"), or by the name that DaCHS gives it
/// ("ssa_targname") in CSV files, where utypes are lost. Standard: Spectrum Data Model 1.1 §4.
struct SpectrumFacts {
    private var facts: [String: (text: String, unit: String?)] = [:]
    private var others: [(name: String, text: String)] = []

    /// Takes a parameter; empty values are passed over, and of several the first counts.
    mutating func add(name: String, utype: String?, text: String, unit: String?) {
        let text = text.trimmingBlanks
        guard !text.isEmpty, text.lowercased() != "nan" else { return }
        let key = utype ?? Self.utypes[name.lowercased()] ?? name.lowercased()
        if facts[key] == nil { facts[key] = (text, unit) }
        if others.count < 200, text.utf8.count <= 200 { others.append((name, text)) }
    }

    private static let utypes = [
        "ssa_targname": "target.name", "ssa_targclass": "target.class", "ssa_redshift": "target.redshift",
        "ssa_targetpos": "target.pos", "ssa_location": "char.spatialaxis.coverage.location.value",
        "ssa_dateobs": "char.timeaxis.coverage.location.value", "ssa_timeext": "char.timeaxis.coverage.bounds.extent",
        "ssa_snr": "derived.snr", "ssa_instrument": "dataid.instrument", "ssa_pubdid": "curation.publisherdid",
        "ssa_dstitle": "dataid.title", "ssa_collection": "dataid.collection",
        "ssa_spectralucd": "char.spectralaxis.ucd",
        "ssa_spectralunit": "char.spectralaxis.unit", "ssa_fluxunit": "char.fluxaxis.unit",
        "ssa_fluxcalib": "char.fluxaxis.calibration",
    ]

    func text(_ keys: String...) -> String? {
        for key in keys { if let fact = facts[key] { return fact.text } }
        return nil
    }

    func number(_ keys: String...) -> Double? {
        for key in keys { if let value = facts[key].flatMap({ Double($0.text) }), value.isFinite { return value } }
        return nil
    }

    /// Fills in what is known; what is set already stays.
    func describe(_ spectrum: inout Spectrum) {
        spectrum.target.name = spectrum.target.name ?? text("target.name", "object", "obj_name")
        spectrum.target.redshift = spectrum.target.redshift ?? number("target.redshift", "derived.redshift.value")
        if spectrum.target.ra == nil, let (ra, dec) = position {
            spectrum.target.ra = ra
            spectrum.target.dec = dec
        }
        spectrum.observation.snr = spectrum.observation.snr ?? number("derived.snr")
        if let did = text("curation.publisherdid", "dataid.creatordid") {
            spectrum.metadata["publisher_did"] = did
            if spectrum.identifier.isEmpty { spectrum.identifier = SpectrumDataModelTable.lastPart(of: did) }
        }
        spectrum.observation.instrument = spectrum.observation.instrument ?? text("dataid.instrument", "instrument")
        spectrum.observation.telescope = spectrum.observation.telescope ?? text("telescope")
        spectrum.observation.velocityCorrection = spectrum.observation.velocityCorrection ?? number("vhelio")
        spectrum.metadata["title"] = text("dataid.title")
        spectrum.metadata["target_class"] = text("target.class")
        spectrum.metadata["flux_calibration"] = text("char.fluxaxis.calibration")
        describeTime(&spectrum)
        describeAxes(&spectrum)
    }

    private var position: (ra: Double, dec: Double)? {
        guard
            let text = text(
                "char.spatialaxis.coverage.location.value", "target.pos", "target.pos.spoint", "ssa_location")
        else { return nil }
        let numbers = text.split { " ,()\t".contains($0) }.compactMap { Double($0) }
        guard numbers.count == 2, (0...360).contains(numbers[0]), (-90...90).contains(numbers[1]) else { return nil }
        return (numbers[0], numbers[1])
    }

    private func describeTime(_ spectrum: inout Spectrum) {
        if let time = facts["char.timeaxis.coverage.location.value"] {
            if let mjd = Double(time.text) {
                // Gaia gives the epoch in years, which is no time of observation.
                if (time.unit ?? "d") == "d", (10_000..<125_000).contains(mjd) {
                    spectrum.observation.mjd = spectrum.observation.mjd ?? mjd
                    spectrum.observation.date = spectrum.observation.date ?? ObservationDate.iso8601(mjd: mjd)
                }
            } else if spectrum.observation.date == nil {
                spectrum.observation.date = ObservationDate.iso8601(time.text)
                spectrum.observation.mjd = spectrum.observation.date.flatMap(ObservationDate.mjd)
            }
        }
        if let extent = facts["char.timeaxis.coverage.bounds.extent"], (extent.unit ?? "s") == "s" {
            spectrum.observation.exposureTime = spectrum.observation.exposureTime ?? Double(extent.text)
        }
    }

    private func describeAxes(_ spectrum: inout Spectrum) {
        if spectrum.axis.medium == .unknown, text("char.spectralaxis.ucd")?.lowercased().contains("obs.atmos") == true {
            spectrum.axis.medium = .air
        }
        if spectrum.axis.unit.isEmpty, let unit = text("char.spectralaxis.unit").flatMap({ PhysicalUnit($0) }),
            SpectralQuantity(unit) != nil
        {
            spectrum.axis.unit = unit.axisSpelling
        }
        if spectrum.fluxUnit.isEmpty, let unit = text("char.fluxaxis.unit"), PhysicalUnit(unit) != nil {
            spectrum.fluxUnit = PhysicalUnit.canonical(unit)
        }
    }
}
