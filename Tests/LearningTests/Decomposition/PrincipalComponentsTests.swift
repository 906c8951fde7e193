// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import Testing

@Suite struct PrincipalComponentsTests {
    private func settings(_ count: Int, _ method: PrincipalComponents.Method = .automatic) -> PrincipalComponents {
        var settings = PrincipalComponents()
        settings.components = count
        settings.method = method
        return settings
    }

    @Test(
        "components, variances, scores and errors of the wine data are scikit-learn's",
        arguments: [PrincipalComponents.Method.exact, .krylov])
    func wine(method: PrincipalComponents.Method) throws {
        let wine = try Wine.standardised()
        let fitted = try settings(4, method).fit(wine, seed: 1)
        // scikit-learn 1.9.1, PCA(4, svd_solver="full") on the standardised wine data
        expect(fitted.variances, [4.732436980, 2.511080919, 1.454241862, 0.924165867])
        expect(fitted.explainedRatios, [0.361988481, 0.192074902, 0.111236305, 0.070690302])
        expect(
            fitted.components[0].map(Double.init),
            [
                0.14432939, -0.24518758, -0.00205106, -0.2393204, 0.14199204, 0.39466084, 0.42293429, -0.29853310,
                0.31342948, -0.08861670, 0.29671456, 0.37616741, 0.28675222,
            ])
        let scores = try fitted.transform(wine)
        expect(scores[0].map(Double.init), [3.31675086, 1.44346265, -0.16573905, -0.21563112])
        expect(scores[100].map(Double.init), [0.79771970, -2.37694881, -1.56811253, -0.03481632])
        let errors = try fitted.reconstructionErrors(of: wine)
        expect(Array(errors.prefix(3)), [0.46780758, 0.41789228, 0.40629232])
        #expect(errors.indices.max { errors[$0] < errors[$1] } == 95)
    }

    @Test("Krylov and exact agree on long rows, and the sum of variances is within the tolerance")
    func long() throws {
        let matrix = try noise(rows: 400, columns: 700) { 10 * exp(-Double($0) / 15) + 0.2 }
        let exact = try settings(8, .exact).fit(matrix, seed: 1)
        let krylov = try settings(8, .krylov).fit(matrix, seed: 2)
        let missing = exact.variances.reduce(0, +) - krylov.variances.reduce(0, +)
        #expect(missing.magnitude < 1e-4 * exact.totalVariance)
        for number in 0..<8 {
            let overlap = zip(exact.components[number], krylov.components[number]).reduce(0.0) {
                $0 + Double($1.0 * $1.1)
            }
            #expect(overlap > 0.999, "component \(number), sign included")
            for other in 0...number {
                let product = zip(krylov.components[number], krylov.components[other]).reduce(0.0) {
                    $0 + Double($1.0 * $1.1)
                }
                #expect((product - (number == other ? 1 : 0)).magnitude < 1e-5, "orthonormal")
            }
        }
    }

    @Test("one, two and seven threads give equal bits", arguments: [PrincipalComponents.Method.exact, .krylov])
    func threads(method: PrincipalComponents.Method) throws {
        let matrix = try noise(rows: 2500, columns: 90) { 1 + Double($0 % 7) }
        let one = try settings(5, method).fit(matrix, seed: 4, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            let other = try settings(5, method).fit(matrix, seed: 4, context: ExecutionContext(threads: threads))
            #expect(other == one)
        }
    }

    @Test("all components together give the rows back")
    func inverse() throws {
        let matrix = try noise(rows: 50, columns: 6) { 1 + Double($0) }
        let fitted = try settings(6).fit(matrix, seed: 1)
        let back = try fitted.inverse(fitted.transform(matrix))
        #expect(zip(back.values, matrix.values).allSatisfy { ($0 - $1).magnitude < 1e-4 })
        #expect(try fitted.reconstructionErrors(of: matrix).allSatisfy { $0 < 1e-4 })
        #expect(abs(fitted.explainedRatios.reduce(0, +) - 1) < 1e-6)
    }

    @Test("one row, equal rows and one column have the variances that they have")
    func degenerate() throws {
        let single = try settings(1).fit(try noise(rows: 1, columns: 5), seed: 1)
        #expect(single.variances == [0])
        #expect(single.explainedRatios == [0])
        let equal = try settings(2, .krylov).fit(
            try FeatureMatrix(rows: 4, columns: 3, values: Array(repeating: 7, count: 12)), seed: 1)
        #expect(equal.variances == [0, 0])
        let column = try settings(1).fit(try FeatureMatrix(rows: 3, columns: 1, values: [1, 2, 3]), seed: 1)
        expect(column.variances, [1])
        #expect(column.components.values == [1])
        #expect(column.mean == [2])
        let wide = try settings(3, .krylov).fit(try noise(rows: 3, columns: 40), seed: 1)
        #expect(wide.variances[2] < 1e-6 * wide.variances[0], "three rows span two directions")
    }

    @Test("a large offset costs no digits that the values have")
    func offset() throws {
        var matrix = try noise(rows: 300, columns: 20) { $0 == 3 ? 4 : 1 }
        let plain = try settings(1).fit(matrix, seed: 1)
        for place in matrix.values.indices { matrix.values[place] += 1024 }
        let shifted = try settings(1).fit(matrix, seed: 1)
        #expect(abs(shifted.variances[0] / plain.variances[0] - 1) < 1e-3)
    }

    @Test("bad rows and settings are refused by name")
    func refusals() throws {
        let matrix = try noise(rows: 5, columns: 4)
        func message(_ change: (inout PrincipalComponents, inout FeatureMatrix) -> Void) -> String {
            var settings = settings(2), rows = matrix
            change(&settings, &rows)
            do {
                _ = try settings.fit(rows, seed: 1)
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(
            message { settings, _ in settings.components = 5 } == "LRN008: components: 5 is not allowed; give 1 to 4")
        #expect(message { settings, _ in settings.tolerance = 0 }.hasPrefix("LRN008: tolerance"))
        #expect(message { _, rows in rows.values[6] = .nan }.hasPrefix("LRN013: row 1, column 2"))
        #expect(message { _, rows in rows.values[6] = .infinity }.hasPrefix("LRN013: row 1, column 2"))
        #expect(message { _, rows in rows.values[6] = 1e20 }.hasPrefix("LRN015: row 1, column 2"))
        #expect(message { _, rows in rows = rows.rows([]) }.hasPrefix("LRN002"))
        let fitted = try settings(2).fit(matrix, seed: 1)
        #expect { try fitted.transform(try noise(rows: 2, columns: 3)) } throws: { "\($0)".hasPrefix("LRN009") }
        let token = CancellationToken()
        token.cancel()
        #expect(throws: CancellationError.self) {
            try settings(2).fit(matrix, seed: 1, context: ExecutionContext(cancellation: token))
        }
    }

    @Test("a stored fit is the same fit; a damaged one is refused")
    func storage() throws {
        let matrix = try noise(rows: 30, columns: 4)
        let fitted = try settings(2).fit(matrix, seed: 1)
        let data = try JSONEncoder().encode(fitted)
        #expect(try JSONDecoder().decode(FittedComponents.self, from: data) == fitted)
        let text = String(decoding: data, as: UTF8.self).replacing("\"columns\":4", with: "\"columns\":5")
        #expect(throws: (any Error).self) { try JSONDecoder().decode(FittedComponents.self, from: Data(text.utf8)) }
    }

    private func expect(_ have: [Double], _ want: [Double], _ location: SourceLocation = #_sourceLocation) {
        #expect(have.count == want.count, sourceLocation: location)
        #expect(zip(have, want).allSatisfy { abs($0 - $1) < 1e-4 }, "\(have)", sourceLocation: location)
    }
}
