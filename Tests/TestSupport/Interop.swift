// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Tests against real programs, which install and start something: only with `SECCHI_INTEROP=1` and where the peers' scripts are.
public enum Interop {
    public static var isOn: Bool {
        ProcessInfo.processInfo.environment["SECCHI_INTEROP"] == "1" && SharedData.isAvailable
    }
}
