// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport

extension Transport {
    /// With the tokens that the user keeps for services; see ``TokenFile``.
    static func ofUser(_ settings: TransportSettings = .init()) throws -> Transport {
        Transport(settings, credentials: try TokenFile.credentials(in: ProcessInfo.processInfo.environment))
    }
}
