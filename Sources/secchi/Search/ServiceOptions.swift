// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HTTPTransport
import Spectra
import VirtualObservatory

/// Where in the sky a service is asked about.
struct PlaceOptions: ParsableArguments {
    @Option(
        name: [.customLong("position"), .customLong("pos")],
        help: "Centre, ICRS: RA,DEC in degrees, or \"HH:MM:SS +DD:MM:SS\". Write --position=RA,DEC if RA is negative.")
    var position: String?

    @Option(help: "An object, whose position is asked of the name resolver.")
    var name: String?

    @Option(help: "Address of the name resolver.")
    var resolver = Sesame.publicService

    func validate() throws {
        if let position, SkyPoint(position) == nil {
            throw ValidationError(
                "--position takes RA,DEC in degrees, as 10.68,41.27, or hours and degrees with colons")
        }
        if position != nil, name != nil { throw ValidationError("give --position or --name, not both") }
    }

    /// The position, asked of the resolver if a name was given.
    func point(_ transport: Transport) async throws -> SkyPoint? {
        if let position { return SkyPoint(position) }
        guard let name else { return nil }
        let object = try await Sesame(resolver, transport).object(name)
        Output.note(
            "\(object.mainName ?? name): \(object.position.rightAscension) \(object.position.declination) (\(object.resolver))"
        )
        return object.position
    }
}

/// Which stretch of the spectrum a service is asked about.
struct BandOptions: ParsableArguments {
    @Option(help: "Wavelengths, some of which must be covered: LO/HI, LO/, /HI.")
    var band: String?

    @Option(help: "Unit of --band: a wavelength, frequency or energy.")
    var unit = "Angstrom"

    @Option(help: "Medium of the wavelengths of --band: vacuum or air.")
    var medium = "vacuum"

    func validate() throws {
        guard ["air", "vacuum"].contains(medium) else { throw ValidationError("--medium takes air or vacuum") }
        guard SpectralUnit(unit) != nil else { throw ValidationError("--unit \(unit) is none of a spectrum") }
        if let band, NumberRange(band) == nil { throw ValidationError("--band takes LO/HI, LO/ or /HI") }
    }

    /// What --band says, in vacuum and in air.
    var interval: SpectralInterval? { band.flatMap { NumberRange($0) }.flatMap { interval(of: $0) } }

    /// A range in the unit and medium of the flags, in vacuum and in air.
    func interval(of range: NumberRange) -> SpectralInterval? {
        guard let unit = SpectralUnit(unit) else { return nil }
        let ends = [range.lower, range.upper].map { $0.map { unit.metres($0) } }
        let isWavelength = unit.metres(2) > unit.metres(1)
        let (low, high) = isWavelength ? (ends[0], ends[1]) : (ends[1], ends[0])
        func converted(_ range: NumberRange, _ convert: (Double) -> Double) -> NumberRange {
            NumberRange(range.lower.map { convert($0 * 1e10) * 1e-10 }, range.upper.map { convert($0 * 1e10) * 1e-10 })
        }
        let given = NumberRange(low, high)
        return medium == "air" && isWavelength
            ? SpectralInterval(vacuum: converted(given) { AirVacuum.vacuum(air: $0) }, air: given)
            : SpectralInterval(vacuum: given, air: converted(given) { AirVacuum.air(vacuum: $0) })
    }
}
