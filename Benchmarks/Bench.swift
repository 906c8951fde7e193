// SPDX-License-Identifier: Apache-2.0

/// Compares Secchi with the tools an astronomer would otherwise use, in one run.
@main
struct Bench {
    static func main() {}
}
