// SPDX-License-Identifier: Apache-2.0

/// A stretch of the spectrum, in metres: as wavelengths in vacuum, which the standards speak of, and as those in air, which some
/// services measure in.
public struct SpectralInterval: Sendable, Hashable {
    public var vacuum: NumberRange
    /// `nil` if the caller does not know; a service that measures in air then cannot be asked.
    public var air: NumberRange?

    public init(vacuum: NumberRange, air: NumberRange? = nil) {
        self.vacuum = vacuum
        self.air = air
    }
}
