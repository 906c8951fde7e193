// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import VirtualObservatory

/// Answers as real services gave them.
enum Recorded {
    /// One of the recorded answers of DaCHS: the last header block and the body.
    static func answer(_ name: String) throws -> TransportResponse {
        let base = SharedData.path("peers/vo/responses/\(name)")
        let body = FileManager.default.contents(atPath: base + ".body") ?? Data()
        let lines = try String(contentsOfFile: base + ".hdr", encoding: .utf8).split(whereSeparator: \.isNewline)
        let start = lines.lastIndex { $0.hasPrefix("HTTP/") } ?? 0
        var headers: [String: String] = [:]
        for line in lines[(start + 1)...] {
            let pair = line.split(separator: ":", maxSplits: 1)
            if pair.count == 2 { headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces) }
        }
        let request = try String(contentsOfFile: base + ".req", encoding: .utf8)
        let url = request.split(separator: " ").last { $0.hasPrefix("http") }.map { $0.filter { !"\\\n".contains($0) } }
        return response(
            body, status: lines[start].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0,
            url: url ?? "", headers: headers)
    }

    /// A file of `shared/data/vo`, as if a service had sent it.
    static func file(_ path: String, url: String = "http://archive.example/service") throws -> TransportResponse {
        response(try Data(contentsOf: URL(filePath: SharedData.path("data/vo/" + path))), url: url)
    }

    static func response(
        _ body: Data, status: Int = 200, url: String = "http://archive.example/service", headers: [String: String] = [:]
    ) -> TransportResponse {
        TransportResponse(
            url: url, status: status, headers: headers, body: body, content: ContentKind(sniffing: body),
            byteCount: body.count)
    }

    static func response(_ text: String, status: Int = 200, url: String = "http://archive.example/s")
        -> TransportResponse
    {
        response(Data(text.utf8), status: status, url: url)
    }
}
