// SPDX-License-Identifier: Apache-2.0

import Learning
import Testing

/// What scikit-learn 1.9.1's LabelSpreading and LabelPropagation make of the standardised wine data when every ninth row
/// keeps its label: steps, the sum of all squared probabilities, and the probabilities of twelve rows.
struct SpreadReference: Sendable, CustomTestStringConvertible {
    enum Graph: Sendable { case neighbours(Int), kernel(Double) }

    var testDescription: String
    var graph: Graph
    var method = LabelSpreading.Method.spreading
    var alpha = 0.2
    var tolerance = 1e-3
    var steps: Int
    var squares: Double
    var probabilities: [Double]

    static let rows = [1, 20, 37, 60, 77, 95, 110, 128, 133, 150, 166, 177]

    static let all: [SpreadReference] = [
        SpreadReference(
            testDescription: "spreading, 7 neighbours", graph: .neighbours(7), steps: 6, squares: 170.2454143336552,
            probabilities: [
                0.9902597, 0.0097403, 0.0000000, 0.9999992, 0.0000008, 0.0000000,
                0.9995494, 0.0004506, 0.0000000, 0.0004410, 0.8791459, 0.1204131,
                0.0000061, 0.9815393, 0.0184545, 0.9195692, 0.0804302, 0.0000005,
                0.0149043, 0.9850691, 0.0000266, 0.0000011, 0.9999939, 0.0000051,
                0.0000000, 0.0003246, 0.9996754, 0.0000000, 0.0000494, 0.9999506,
                0.0000000, 0.0005836, 0.9994164, 0.0000000, 0.0001314, 0.9998686,
            ]),
        SpreadReference(
            testDescription: "spreading, 10 neighbours, strong", graph: .neighbours(10), alpha: 0.9, tolerance: 1e-6,
            steps: 105, squares: 136.4125890174532,
            probabilities: [
                0.9370921, 0.0608319, 0.0020760, 0.9200565, 0.0741740, 0.0057695,
                0.9289072, 0.0691169, 0.0019760, 0.0653740, 0.4374252, 0.4972008,
                0.0333652, 0.7258710, 0.2407638, 0.5441600, 0.3525378, 0.1033022,
                0.2578155, 0.6870674, 0.0551171, 0.0243640, 0.9566505, 0.0189854,
                0.0199997, 0.1847752, 0.7952251, 0.0121446, 0.1089669, 0.8788885,
                0.0074682, 0.0620603, 0.9304716, 0.0068996, 0.0560050, 0.9370954,
            ]),
        SpreadReference(
            testDescription: "propagation, 7 neighbours", graph: .neighbours(7), method: .propagation, steps: 124,
            squares: 155.7656969336099,
            probabilities: [
                0.9642543, 0.0357421, 0.0000036, 0.9985433, 0.0014556, 0.0000010,
                0.9918327, 0.0081608, 0.0000065, 0.0162745, 0.6467349, 0.3369906,
                0.0113799, 0.5924375, 0.3961825, 0.8678802, 0.1306168, 0.0015030,
                0.2416032, 0.7554800, 0.0029168, 0.0144644, 0.9799739, 0.0055617,
                0.0012302, 0.0628609, 0.9359089, 0.0009199, 0.0475744, 0.9515057,
                0.0009235, 0.0482024, 0.9508741, 0.0010500, 0.0539415, 0.9450085,
            ]),
        SpreadReference(
            testDescription: "spreading, kernel", graph: .kernel(0.2), steps: 5, squares: 131.50160821980643,
            probabilities: [
                0.7863823, 0.2059195, 0.0076982, 0.9065296, 0.0912910, 0.0021794,
                0.6556443, 0.3178888, 0.0264669, 0.0847042, 0.4578022, 0.4574935,
                0.0838014, 0.5922759, 0.3239227, 0.6793131, 0.3070030, 0.0136839,
                0.0698747, 0.9215274, 0.0085979, 0.0394189, 0.9306957, 0.0298854,
                0.0714716, 0.2370122, 0.6915162, 0.0500592, 0.0939396, 0.8560013,
                0.0304088, 0.0409840, 0.9286073, 0.0172143, 0.0377150, 0.9450707,
            ]),
        SpreadReference(
            testDescription: "spreading, kernel, strong", graph: .kernel(0.5), alpha: 0.9, steps: 46,
            squares: 121.42561704341034,
            probabilities: [
                0.7540330, 0.2338546, 0.0121124, 0.8607247, 0.1325404, 0.0067349,
                0.7272953, 0.2580658, 0.0146390, 0.0803865, 0.3872522, 0.5323613,
                0.0960664, 0.6115988, 0.2923349, 0.4362552, 0.5127233, 0.0510215,
                0.2258636, 0.7283096, 0.0458268, 0.1065567, 0.8341465, 0.0592968,
                0.0230420, 0.1454375, 0.8315205, 0.0153988, 0.0986912, 0.8859100,
                0.0141414, 0.0913679, 0.8944907, 0.0148031, 0.0968262, 0.8883707,
            ]),
        SpreadReference(
            testDescription: "propagation, kernel", graph: .kernel(0.5), method: .propagation, steps: 937,
            squares: 131.22112080022765,
            probabilities: [
                0.8340797, 0.1595008, 0.0064195, 0.9230101, 0.0739699, 0.0030199,
                0.8098528, 0.1816888, 0.0084584, 0.0844280, 0.4068625, 0.5087095,
                0.0820786, 0.5955503, 0.3223711, 0.5272524, 0.4433423, 0.0294053,
                0.2708269, 0.6816507, 0.0475224, 0.0866411, 0.8570386, 0.0563203,
                0.0196707, 0.1325591, 0.8477702, 0.0136151, 0.0919543, 0.8944305,
                0.0123162, 0.0839046, 0.9037792, 0.0126395, 0.0876667, 0.8996938,
            ]),
    ]
}
