// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import VirtualObservatory

/// `secchi samp point RA DEC`
struct SAMPPoint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "point", abstract: "Point at a position of the sky, as coord.pointAt.sky.",
        discussion: "A negative declination comes after two dashes: secchi samp point -- 84.05 -1.2")

    @Argument(help: "Right ascension, ICRS, in degrees.")
    var ra: Double

    @Argument(help: "Declination, ICRS, in degrees.")
    var dec: Double

    @OptionGroup var receiver: ReceiverOptions

    func validate() throws {
        guard (0...360).contains(ra), (-90...90).contains(dec) else {
            throw ValidationError("the right ascension is 0 to 360 degrees, the declination -90 to 90")
        }
    }

    func run() async throws {
        try await Desktop.send(.pointing(ra: ra, dec: dec), to: receiver.to, json: receiver.json)
    }
}
