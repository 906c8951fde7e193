// SPDX-License-Identifier: Apache-2.0

/// A spectral line: where it lies, how far it may reach, and where the continuum is seen beside it.
///
/// Everything is in vacuum and in Å; spectra in air are met by converting the line, not the spectrum.
public struct SpectralLine: Sendable, Hashable, Codable {
    /// As flags, columns and files name it: "Halpha", "HeI_6678".
    public var name: String
    /// As plots show it: "Hα".
    public var label: String
    /// Laboratory wavelength in vacuum, Å.
    public var wavelength: Double
    /// The line is measured within this many Å on either side.
    public var halfWidth: Double
    /// Where the continuum is fitted, Å in vacuum; pixels inside the line's own window do not count.
    public var continuum: [ClosedRange<Double>]

    /// - Parameters:
    ///   - label: the name if `nil`.
    ///   - halfWidth: λ / 300, that is 1000 km/s, if `nil`.
    ///   - continuum: as wide as the line's window on either side together, adjacent to it, if `nil`.
    public init(
        name: String, label: String? = nil, wavelength: Double, halfWidth: Double? = nil,
        continuum: [ClosedRange<Double>]? = nil
    ) {
        let half = halfWidth ?? wavelength / 300
        self.name = name
        self.label = label ?? name
        self.wavelength = wavelength
        self.halfWidth = half
        // A negative or NaN width can have no windows; the file reader refuses it with a message.
        self.continuum =
            continuum
            ?? (half > 0
                ? [wavelength - 2 * half...wavelength - half, wavelength + half...wavelength + 2 * half] : [])
    }

    /// The window of the line, Å in vacuum.
    var window: ClosedRange<Double> { wavelength - max(halfWidth, 0)...wavelength + max(halfWidth, 0) }
}
