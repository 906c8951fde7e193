// SPDX-License-Identifier: Apache-2.0

/// All that came of a query to one service.
public struct SSAResult: Sendable, Hashable {
    /// Without repetitions, in the order in which they came.
    public var records: [SSARecord]
    public var descriptors: [ServiceDescriptor]
    /// False if the service has more that could not be had.
    public var isComplete: Bool
    /// Rows outside the circle that was asked for: from services that take the diameter for the radius.
    public var droppedByDistance: Int
    /// How often the service was asked.
    public var requests: Int

    /// The records as spectra: forms of one dataset together.
    public var spectra: [SSASpectrum] { SSASpectrum.grouped(records) }
}
