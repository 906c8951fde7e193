// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport

extension TransportSettings {
    /// Short time-outs, no proxies and no netrc of the machine that runs the tests.
    static var quick: TransportSettings {
        var settings = TransportSettings()
        settings.firstPause = .milliseconds(5)
        settings.longestPause = .milliseconds(50)
        settings.environment = [:]
        settings.sendsCredentialsToPlainLoopback = true
        return settings
    }

    static func quick(_ change: (inout TransportSettings) -> Void) -> TransportSettings {
        var settings = quick
        change(&settings)
        return settings
    }
}

/// The error that a call throws, for comparing.
func failure(of call: () async throws(TransportError) -> TransportResponse) async -> TransportError? {
    do throws(TransportError) {
        _ = try await call()
        return nil
    } catch {
        return error
    }
}

/// Bytes that begin like a FITS file and go on without pattern.
func fitsBytes(_ count: Int) -> Data {
    var bytes = Array("SIMPLE  =                    T".utf8)
    var state: UInt32 = 7
    while bytes.count < count {
        state = state &* 1_664_525 &+ 1_013_904_223
        bytes.append(UInt8(state >> 24))
    }
    return Data(bytes.prefix(count))
}
