// SPDX-License-Identifier: Apache-2.0

import Execution

/// How far boosting has come: what a run after a kill goes on from, at the beginning of a stage.
struct BoostingProgress {
    var round = 0
    /// The trees of a run before; `nil` at the beginning.
    private(set) var model: [UInt8]?
    /// Of the rows set aside, after the best round.
    private var bestLoss = Double.infinity
    private(set) var bestRounds: Int

    private static let greatestModel = 1 << 40

    /// - Parameter bestRounds: all of them, as long as nothing is set aside to judge by.
    init(bestRounds: Int) { self.bestRounds = bestRounds }

    init?(restoredFrom state: KeptState, rounds: Int) {
        let kept = state.restore { contents in
            (
                round: try contents.integer(in: 1...rounds), best: try contents.integer(in: 1...rounds),
                loss: try contents.array(of: Double.self, count: 1)[0],
                model: try contents.array(of: UInt8.self, count: contents.integer(in: 1...Self.greatestModel))
            )
        }
        guard let kept else { return nil }
        (round, bestRounds, bestLoss, model) = (kept.round, kept.best, kept.loss, kept.model)
    }

    /// Takes note of the loss after a round.
    mutating func judge(_ loss: Double) {
        if loss < bestLoss { (bestLoss, bestRounds) = (loss, round) }
    }

    func write(_ model: [UInt8], to draft: inout KeptState.Draft) {
        draft.append(round)
        draft.append(bestRounds)
        draft.append([bestLoss])
        draft.append(model.count)
        draft.append(model)
    }
}
