// SPDX-License-Identifier: Apache-2.0

/// The version of the program, as models and reports state it.
public enum ProgramVersion {
    /// Semantic version: "major.minor.patch".
    public static let current = "0.1.0"
}
