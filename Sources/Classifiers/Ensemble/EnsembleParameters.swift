// SPDX-License-Identifier: Apache-2.0

import Foundation
import Parameters

extension EnsembleModule.Parameters {
    /// The methods with their parameters, in the order in which they are named.
    ///
    /// - Throws: `ParameterError`; ``ClassifierError/unknownModule(name:known:)``.
    func made() throws -> [EnsembleMember] {
        guard !members.isEmpty, Set(members).count == members.count else {
            throw ParameterError.outOfRange(
                name: "members", text: members.joined(separator: ","), allowed: "one or more methods, each once")
        }
        let total = weights.reduce(0, +)
        guard weights.isEmpty || weights.count == members.count, weights.allSatisfy({ $0 >= 0 && $0.isFinite }),
            weights.isEmpty || (total > 0 && total.isFinite)
        else {
            throw ParameterError.outOfRange(
                name: "weights", text: weights.map { "\($0)" }.joined(separator: ","),
                allowed: "as many numbers of 0 or more as there are members (\(members.count)), not all 0")
        }
        let settings = try settingsByMember()
        if let stranger = settings.keys.sorted().first(where: { !members.contains($0) }) {
            throw ParameterError.unknown(name: stranger, known: members)
        }
        let shared = (FeatureParameters.declarations + TrainingParameters.declarations + TuningParameters.declarations)
            .map(\.name)
        for (member, own) in settings {
            if let name = own.keys.sorted().first(where: shared.contains) {
                throw ParameterError.outOfRange(
                    name: "memberSettings", text: "\(name) for \(member)",
                    allowed: "\(name) for the ensemble as a whole")
            }
        }
        return try members.map {
            try EnsembleModule.module($0).member(json: JSONSerialization.data(withJSONObject: settings[$0] ?? [:]))
        }
    }

    private func settingsByMember() throws -> [String: [String: Any]] {
        guard let memberSettings else { return [:] }
        guard let all = try? JSONSerialization.jsonObject(with: Data(memberSettings.utf8)) as? [String: [String: Any]]
        else {
            throw ParameterError.outOfRange(
                name: "memberSettings", text: memberSettings,
                allowed: "a JSON object with an object for each method, such as {\"forest\": {\"trees\": 500}}")
        }
        return all
    }
}
