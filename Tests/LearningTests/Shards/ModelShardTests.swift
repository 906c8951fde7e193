// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import TestSupport
import Testing

@testable import Learning

/// Maps, clusters, components and scores have equal bits in 1, 2 and 7 shards.
@Suite struct ModelShardTests {
    let data: ShardedData

    init() throws { data = try ShardedData() }

    @Test("Isolation forests and their scores")
    func isolation() throws {
        let matrix = data.matrix
        var forest = IsolationForest()
        forest.trees = 20
        let settings = forest
        try expectEqualBits { context in
            let fitted = try settings.fit(matrix, seed: 6, context: context)
            return (try fitted.scores(of: matrix, context: context))
        }
    }

    @Test("Self-organising maps in batches")
    func map() throws {
        let matrix = data.matrix
        var map = SelfOrganisingMap()
        (map.width, map.height, map.epochs) = (6, 5, 3)
        let settings = map
        try expectEqualBits { try settings.fit(matrix, seed: 4, context: $0) }
    }

    @Test("K-means")
    func means() throws {
        let matrix = data.matrix
        var means = KMeans()
        (means.clusters, means.starts, means.maximumSteps) = (9, 2, 10)
        let settings = means
        try expectEqualBits { try settings.fit(matrix, seed: 4, context: $0) }
    }

    @Test("Principal components, exact and by Krylov's method, scores and reconstruction errors")
    func components() throws {
        let matrix = data.matrix
        for method in [PrincipalComponents.Method.exact, .krylov] {
            var components = PrincipalComponents()
            (components.components, components.method) = (3, method)
            let settings = components
            try expectEqualBits { context in
                let fitted = try settings.fit(matrix, seed: 4, context: context)
                let scores = try fitted.transform(matrix, context: context)
                let back = try fitted.inverse(scores, context: context)
                let errors = try fitted.reconstructionErrors(of: matrix, context: context)
                return [fitted.components.values, scores.values, back.values, errors.map { Float($0) }]
            }
        }
    }

    @Test("Principal components of values of unequal weight")
    func weightedComponents() throws {
        let rows = 500, columns = 120
        let matrix = try noise(rows: rows, columns: columns, seed: 2) { $0 < 5 ? 5 : 1 }
        let weights = try FeatureMatrix(
            rows: rows, columns: columns, values: (0..<rows * columns).map { Float($0 * 7 % 5) })
        var components = PrincipalComponents()
        (components.components, components.maximumRounds) = (3, 6)
        let settings = components
        try expectEqualBits { context in
            try settings.fit(matrix, weights: weights, seed: 4, context: context).components.values
        }
    }

    @Test("Wavelet transforms and denoising take each row by itself: any ranges of rows give the bits of the whole")
    func wavelets() throws {
        let matrix = try noise(rows: 600, columns: 100, seed: 9)
        let transform = WaveletTransform(wavelet: try .named("db4"), levels: 3)
        let works: [@Sendable (FeatureMatrix) throws -> [Float]] = [
            { try transform.coefficients(of: $0).matrix.values },
            { try transform.values(of: transform.coefficients(of: $0)).values },
            { try WaveletDenoising(transform: transform, rule: .sure).denoised($0).values },
            { try StarletDenoising().denoised($0).values },
        ]
        for work in works {
            let whole = try work(matrix)
            for count in [2, 7] {
                let shards = try (0..<count).shuffled().map { shard in
                    let rows = Array(shard * 600 / count..<(shard + 1) * 600 / count)
                    return (shard, try work(matrix.rows(rows)))
                }
                #expect(shards.sorted { $0.0 < $1.0 }.flatMap(\.1) == whole)
            }
        }
    }

    @Test("Shards of a whole job hand over through a folder")
    func folder() throws {
        let folder = try TemporaryFolder()
        let matrix = data.matrix.rows(Array(0..<1000))
        let settings = HDBSCAN(minimumClusterSize: 20, minimumSamples: 6)
        let whole = try settings.clusters(of: matrix)
        var found: [DensityClusters] = []
        for _ in 0..<4 {
            for number in [2, 0, 1] {
                var context = ExecutionContext(threads: 1)
                context.shard = Shard(SharedFolder(path: folder.path, number: number, count: 3, patience: .zero))
                do { found.append(try settings.clusters(of: matrix, context: context)) } catch is ShardError {}
            }
        }
        #expect(found.count >= 3)
        #expect(found.allSatisfy { $0 == whole })
    }
}
