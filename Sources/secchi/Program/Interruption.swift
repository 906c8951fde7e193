// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Execution
import Foundation

/// Control-C asks running work to stop at the next part; a second one ends the program at once.
enum Interruption {
    static func cancel(_ token: CancellationToken) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if token.isCancelled { _exit(130) }
                token.cancel()
                // The handler keeps its source alive: it watches until the program ends.
                _ = source.handle
            }
            source.resume()
        }
    }
}
