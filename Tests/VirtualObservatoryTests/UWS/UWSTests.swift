// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import TestSupport
import Testing

@testable import VirtualObservatory

@Suite(.enabled(if: SharedData.isAvailable)) struct UWSDocumentTests {
    @Test("a completed job has its times, parameters with a value, and results")
    func completed() throws {
        let job = try UWSJob(try Recorded.answer("uws-job-completed"))
        #expect(job.id == "xscr87au" && job.phase == .completed && job.owner == nil)
        #expect(job.startTime == "2026-11-21T04:45:12Z" && job.executionDuration == 3600)
        #expect(job.parameters.map(\.name) == ["request", "lang", "query"])
        #expect(job.results.map(\.url) == ["http://127.0.0.1:8085/__system__/tap/run/async/xscr87au/results/result"])
    }

    @Test("a failed job says why")
    func failed() throws {
        let job = try UWSJob(try Recorded.answer("uws-job-error"))
        #expect(job.phase == .error && job.results.isEmpty)
        #expect(
            job.failure
                == .init(
                    message: "Field query: No such field known: column 'nope' could not be located in table metadata",
                    isTransient: false, hasDetail: false))
    }

    // Expected: expected.json of the shared data.
    @Test(
        "job documents of other services are read",
        arguments: [
            ("job", "1337", UWSPhase.completed, 1), ("job-error", "1337", .error, 0),
            ("job-with-simple-jobinfo", "test123", .completed, 1), ("vocloud_pending", "1394305576395A", .pending, 0),
            ("vocloud_completed", "1394313702207A", .completed, 1),
            ("casda_completed_job", "a7b53da7-1201-46ee-8718-0bf5b64dd5b8", .completed, 3),
            ("UWSJobInstance", "cea-agdevel.jb.man.ac.uk-130.88.24.18-1242749568029-508182314", .completed, 1),
        ])
    func others(name: String, id: String, phase: UWSPhase, results: Int) throws {
        let job = try UWSJob(try Recorded.file("uws/\(name).xml"))
        #expect(job.id == id && job.phase == phase && job.results.count == results)
    }

    @Test("lists of jobs are read")
    func lists() throws {
        let list = try UWSJobReference.list(try Recorded.file("uws/jobs_list.xml"))
        #expect(list.map(\.id) == ["12345", "77777"] && list.map(\.phase) == [.completed, .error])
        let own = try UWSJobReference.list(try Recorded.answer("uws-joblist"))
        #expect(own.map(\.url) == ["http://127.0.0.1:8085/__system__/tap/run/async/xscr87au"])
    }

    @Test("what is no job is said", arguments: ["uws-gone", "uws-bad-phase", "uws-joblist", "uws-phase-pending"])
    func noJob(name: String) { #expect(throws: ServiceError.self) { try UWSJob(try Recorded.answer(name)) } }
}

@Suite struct UWSWaitTests {
    @Test("a job is started, waited for by phase, and done")
    func usual() {
        var wait = UWSWait(patience: 100)
        #expect(wait.next(.pending, elapsed: 0, lookTook: 0, waited: nil) == .run)
        #expect(wait.next(.queued, elapsed: 1, lookTook: 0, waited: nil) == .look(waiting: 30, phase: .queued))
        #expect(wait.next(.executing, elapsed: 2, lookTook: 1, waited: 30) == .look(waiting: 30, phase: .executing))
        #expect(wait.next(.executing, elapsed: 32, lookTook: 30, waited: 30) == .look(waiting: 30, phase: .executing))
        #expect(wait.next(.completed, elapsed: 40, lookTook: 8, waited: 30) == .done)
    }

    @Test("a server that does not wait is looked at with growing pauses")
    func pauses() {
        var wait = UWSWait(patience: 1000)
        _ = wait.next(.executing, elapsed: 0, lookTook: 0, waited: nil)
        guard case .pause(let first) = wait.next(.executing, elapsed: 0.1, lookTook: 0.01, waited: 30),
            case .pause(let second) = wait.next(.executing, elapsed: 1, lookTook: 0, waited: nil)
        else {
            Issue.record("no pauses")
            return
        }
        #expect(first < second && second <= 10)
    }

    @Test("a start that was ignored is repeated, but not for ever", arguments: [UWSPhase.pending, .held])
    func startAgain(phase: UWSPhase) {
        var wait = UWSWait(patience: 10_000)
        let steps = (0..<20).map { wait.next(phase, elapsed: Double($0), lookTook: 30, waited: 30) }
        #expect(steps.count { $0 == .run } == 3)
    }

    @Test("patience ends, also with phases nobody knows", arguments: [UWSPhase.suspended, .unknown, .queued])
    func patience(phase: UWSPhase) {
        var wait = UWSWait(patience: 5)
        #expect(wait.next(phase, elapsed: 5, lookTook: 0, waited: nil) == .tooLate)
        for phase in UWSPhase.allCases where phase.isFinal {
            #expect(wait.next(phase, elapsed: 6, lookTook: 0, waited: nil) == .done)
        }
    }
}
