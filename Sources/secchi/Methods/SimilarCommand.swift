// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers
import DataManager
import Execution
import Jobs

/// `secchi similar FILE… --dataset DATASET`
struct SimilarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar",
        abstract: "Find the spectra of a dataset that are most like given ones.",
        discussion: """
            The files are prepared by the dataset's recipe; likeness is the correlation of two spectra. At the first question an index of \
            the dataset is made and kept in the data directory; from then on a million spectra are compared in less than a second.

            Example: the twenty spectra of a survey most like that of AM Her
              secchi similar amher.fits --dataset survey.fits --output like-amher.vot
            """)

    @Argument(help: "Files and folders of spectra.")
    var files: [String]

    @Option(help: "The dataset to look in: a file, or the name of one in the data directory.")
    var dataset: String?

    @Option(
        help: "The index to look in, where its dataset is no longer there: a file below indexes/ in the data directory."
    )
    var index: String?

    @Option(help: "The most spectra to list for each file.")
    var count = 20

    @Option(help: "Data directory (else SECCHI_HOME, else the XDG data home).")
    var home: String?

    @Option(help: "Threads to use; never changes a result.")
    var threads: Int?

    @OptionGroup(title: "Output") var table: TableOptions

    func validate() throws {
        guard (dataset == nil) != (index == nil) else { throw ValidationError("give --dataset or --index") }
        guard (1...4096).contains(count) else { throw ValidationError("--count must be 1 to 4096") }
        guard threads.map({ $0 > 0 }) ?? true else { throw ValidationError("--threads must be at least 1") }
    }

    func run() throws {
        var query = SimilarityQuery(
            among: dataset.map { .dataset($0) } ?? .index(index ?? ""), files: files)
        query.count = count
        let token = CancellationToken()
        Interruption.cancel(token)
        let context = ExecutionContext(
            threads: threads ?? ExecutionContext.availableCores, progress: ProgressLine.reporter(), cancellation: token)
        let answer = try query.run(in: Home(path: Home.location(option: home)), context: context)
        answer.leftOut.forEach { Output.note("left out: \($0)") }
        try table.write(
            answer.table.document, columns: ["query", "rank", "likeness", "id", "object", "label", "ra", "dec"])
        if answer.table.rows.isEmpty { throw ExitCode.failure }
    }
}
