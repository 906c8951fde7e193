// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// Drives jobs on a remote UWS service (UWS 1.0 and 1.1): create, run, wait, take the results, clean up.
public struct UWSClient: Sendable {
    /// The job list.
    public let jobs: String
    let transport: any ServiceExchange

    public init(_ jobs: String, _ transport: any ServiceExchange) {
        self.jobs = jobs
        self.transport = transport
    }

    /// Creates a job, in phase PENDING as a rule.
    ///
    /// - Throws: ``ServiceError``.
    public func create(_ body: TransportRequest.Body) async throws(ServiceError) -> UWSJob {
        let response = try await transport.answer(TransportRequest(jobs, method: .post, body: body))
        // The redirect (303) has led to the job; a server that sends the document at once says where it is, or the ID must do.
        var job = try UWSJob(response)
        if job.url == jobs || job.url.isEmpty {
            let location = response.headers["location"] ?? response.headers["content-location"]
            job.url = location.map { ServiceURL.absolute($0, base: jobs) } ?? jobs + "/" + job.id
        }
        return job
    }

    /// Creates a job, starts it, waits for its end, and returns it completed.
    ///
    /// - Parameter patience: seconds.
    /// - Throws: ``ServiceError``; `.jobFailed` for one that ended in another way, `.jobLate` for one still at work.
    public func run(_ body: TransportRequest.Body, patience: Double = 3600) async throws(ServiceError) -> UWSJob {
        try await completed(try await create(body), patience: patience)
    }

    /// Starts a job and looks at it.
    ///
    /// - Throws: ``ServiceError``.
    public func start(_ job: UWSJob) async throws(ServiceError) -> UWSJob { try await setPhase("RUN", job) }

    /// Stops a job.
    ///
    /// - Throws: ``ServiceError``.
    public func abort(_ job: UWSJob) async throws(ServiceError) -> UWSJob { try await setPhase("ABORT", job) }

    private func setPhase(_ phase: String, _ job: UWSJob) async throws(ServiceError) -> UWSJob {
        let request = TransportRequest(job.url + "/phase", method: .post, body: .form([.init("PHASE", phase)]))
        let response = try await transport.answer(request)
        // A refusal is a VOTable or an error status; otherwise the redirect has led to the job.
        if response.content == .voTable { _ = try DALIAnswer(response) }
        guard response.status < 400 else {
            throw .status(url: request.url, status: response.status, text: response.excerpt)
        }
        if response.content == .xml, let answered = try? UWSJob(response, url: job.url) { return answered }
        return try await look(job)
    }

    /// The job as it is now.
    ///
    /// - Parameters:
    ///   - waiting: the longest that the server may take to answer while the phase stays ``UWSJob/phase``, in seconds.
    /// - Throws: ``ServiceError``.
    public func look(_ job: UWSJob, waiting: Int? = nil) async throws(ServiceError) -> UWSJob {
        var url = job.url
        if let waiting {
            url = ServiceURL(url).appending([.init("WAIT", "\(waiting)"), .init("PHASE", job.phase.rawValue)])
        }
        return try UWSJob(try await transport.answer(TransportRequest(url)), url: job.url)
    }

    /// Waits for the end of a job, starting it where it has not been.
    ///
    /// - Throws: ``ServiceError``, as ``run(_:patience:)``.
    public func completed(_ job: UWSJob, patience: Double = 3600) async throws(ServiceError) -> UWSJob {
        let clock = ContinuousClock()
        let beginning = clock.now
        func seconds(since instant: ContinuousClock.Instant) -> Double { (clock.now - instant) / .seconds(1) }
        var wait = UWSWait(patience: patience)
        var job = job
        var (took, waited): (Double, Int?) = (0, nil)
        while true {
            let step = wait.next(job.phase, elapsed: seconds(since: beginning), lookTook: took, waited: waited)
            let instant = clock.now
            switch step {
            case .done:
                guard job.phase == .completed || job.phase == .archived && !job.results.isEmpty else {
                    throw await failure(of: job)
                }
                return job
            case .tooLate: throw .jobLate(url: job.url, phase: job.phase.rawValue, seconds: patience)
            case .run:
                job = try await start(job)
                waited = nil
            case .look(let waiting, _):
                job = try await look(job, waiting: waiting)
                (took, waited) = (seconds(since: instant), waiting)
            case .pause(let pause):
                do { try await Task.sleep(for: .seconds(pause)) } catch { throw .transport(.cancelled(url: job.url)) }
                job = try await look(job)
                (took, waited) = (0, nil)
            }
        }
    }

    /// What the job says of its failure: the summary, and the error document behind it.
    private func failure(of job: UWSJob) async -> ServiceError {
        var message = job.failure?.message ?? ""
        if message.isEmpty || job.failure?.hasDetail == true,
            let response = try? await transport.answer(TransportRequest(job.url + "/error"))
        {
            do {
                _ = try DALIAnswer(response)
            } catch {
                if case .refused(_, let detail) = error {
                    message = detail
                } else if message.isEmpty {
                    message = response.excerpt
                }
            }
        }
        return .jobFailed(url: job.url, phase: job.phase.rawValue, message: message)
    }

    /// What a job has made, from where its document says, or from where the standard puts it: the addresses that DaCHS gives for the results
    /// of asynchronous SODA are forbidden.
    ///
    /// - Parameter limit: the largest result accepted, in bytes.
    /// - Throws: ``ServiceError/transport(_:)``.
    public func content(
        of result: UWSJob.Result, _ job: UWSJob, limit: Int = 1 << 30
    ) async throws(ServiceError) -> TransportResponse {
        let response = try await transport.answer(TransportRequest(result.url), limit: limit)
        let usual = job.url + "/results/" + result.id
        guard response.status >= 400, result.url != usual else { return response }
        let second = try await transport.answer(TransportRequest(usual), limit: limit)
        return second.status < 400 ? second : response
    }

    /// The jobs that the service knows of the caller.
    ///
    /// - Parameters:
    ///   - phases: only these; all but archived ones if empty.
    ///   - last: only so many, the newest.
    /// - Throws: ``ServiceError``.
    public func list(phases: [UWSPhase] = [], last: Int? = nil) async throws(ServiceError) -> [UWSJobReference] {
        let fields =
            phases.map { TransportRequest.Field("PHASE", $0.rawValue) } + (last.map { [.init("LAST", "\($0)")] } ?? [])
        return try UWSJobReference.list(
            try await transport.answer(TransportRequest(ServiceURL(jobs).appending(fields))))
    }

    /// Removes a job and its results; one that is gone already is no failure.
    ///
    /// - Throws: ``ServiceError``.
    public func delete(_ job: UWSJob) async throws(ServiceError) {
        let response = try await transport.answer(TransportRequest(job.url, method: .delete))
        guard response.status >= 400, response.status != 404, response.status != 410 else { return }
        // Some proxies let no DELETE through.
        let body = TransportRequest.Body.form([.init("ACTION", "DELETE")])
        let second = try await transport.answer(TransportRequest(job.url, method: .post, body: body))
        guard second.status < 400 || second.status == 404 else {
            throw .status(url: job.url, status: second.status, text: second.excerpt)
        }
    }

    /// Removes a job out of courtesy, whether that succeeds or not.
    func forget(_ job: UWSJob) async { try? await delete(job) }
}
