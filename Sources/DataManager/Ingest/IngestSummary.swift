// SPDX-License-Identifier: Apache-2.0

/// What an ingest did.
///
/// `filesSeen` = `filesAccepted` + `filesUnchanged` + `duplicates` + `filesRejected` + `filesRejectedBefore`.
public struct IngestSummary: Sendable, Hashable, Codable {
    public var collection: String
    public var filesSeen = 0
    /// Files whose spectra were added.
    public var filesAccepted = 0
    /// Files that were in the collection before, with the same path, size and time of change; not read again.
    public var filesUnchanged = 0
    /// Files with the very bytes of a file in the collection, under another path.
    public var duplicates = 0
    /// Files that gave no spectrum; see ``SpectrumCollection/rejectedFiles(limit:)``.
    public var filesRejected = 0
    /// Files rejected by an earlier ingest and unchanged since; not tried again.
    public var filesRejectedBefore = 0
    /// Rows added to the catalogue.
    public var spectraAccepted = 0
    /// Of these, or of those there before, spectra that turned out to be one observation in another format.
    public var twins = 0
    /// Of the accepted originals.
    public var bytes = 0
    /// Wall time.
    public var seconds = 0.0
    /// The first rejected files, at most 20, for showing.
    public var rejected: [RejectedFile] = []

    init(collection: String) { self.collection = collection }

    /// Files dealt with per second.
    public var filesPerSecond: Double { seconds > 0 ? Double(filesSeen) / seconds : 0 }
}

/// A file that gave no spectrum.
public struct RejectedFile: Sendable, Hashable, Codable {
    public var path: String
    /// What was wrong, where, and what to do.
    public var reason: String
    /// When it was tried last, ISO 8601.
    public var date: String

    init(path: String, reason: String, date: String) {
        self.path = path
        self.reason = reason
        self.date = date
    }
}
