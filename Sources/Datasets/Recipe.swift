// SPDX-License-Identifier: Apache-2.0

/// The ordered preparation steps and their parameters; the same recipe is re-applied to new spectra later.
public struct Recipe: Sendable, Hashable, Codable {
    public init() {}
}
