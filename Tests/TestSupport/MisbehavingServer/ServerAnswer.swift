// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Carries out one behaviour on one connection.
struct ServerAnswer {
    let connection: LoopbackConnection
    let request: ServerRequest

    /// - Returns: whether the connection may be used for another request.
    func give(_ behaviour: ServerBehaviour) -> Bool {
        switch behaviour {
        case .reply(let status, let headers, let body):
            let length = status == 204 || status == 304 ? [] : [("Content-Length", "\(body.count)")]
            return connection.send(headText(status, length + headers) + body)
        case .resource(let data, let tag, let modified, let type):
            return resource(data, tag: tag, modified: modified, type: type)
        case .redirect(let target, let status):
            return give(.reply(status: status, headers: [("Location", target)], body: Data("elsewhere\n".utf8)))
        case .htmlPage:
            let page =
                "<!DOCTYPE html>\n<html><head><title>Error</title></head><body><p>Please log in</p></body></html>\n"
            return give(.reply(headers: [("Content-Type", "application/fits")], body: Data(page.utf8)))
        case .chunked(let chunks):
            guard head(200, [("Transfer-Encoding", "chunked")]) else { return false }
            for chunk in chunks where !chunk.isEmpty { guard send(chunk: chunk) else { return false } }
            return connection.send("0\r\n\r\n".utf8)
        case .delayed(let duration, let next):
            sleep(duration)
            return give(next)
        case .respond(let decide):
            return give(decide(request))
        case .sequence(let steps):
            return give(steps.last ?? .text("nothing", status: 404))
        default:
            misbehave(behaviour)
            return false
        }
    }

    /// What ends the connection.
    private func misbehave(_ behaviour: ServerBehaviour) {
        switch behaviour {
        case .stallBeforeHeader:
            connection.waitForEnd()
        case .stall(let data, let count):
            if begin(data, count) { connection.waitForEnd() }
        case .resetBeforeHeader:
            connection.reset()
        case .reset(let data, let count):
            _ = begin(data, count)
            // The bytes should arrive before the reset throws them away.
            sleep(.milliseconds(30))
            connection.reset()
        case .cut(let data, let count):
            _ = begin(data, count)
        case .wrongLength(let data, let declared):
            _ = connection.send(headText(200, [("Content-Length", "\(declared)")]) + data)
        case .coded(let data, let coding):
            _ = head(200, [("Content-Length", "\(data.count)"), ("Content-Encoding", coding)]) && connection.send(data)
        case .drip(let data, let step, let pause):
            guard head(200, [("Content-Length", "\(data.count)")]) else { return }
            var rest = data[...]
            while !rest.isEmpty, connection.send(rest.prefix(step)) {
                rest = rest.dropFirst(step)
                sleep(pause)
            }
        case .endless:
            guard head(200, [("Connection", "close")]) else { return }
            let zeroes = [UInt8](repeating: 0, count: 64 << 10)
            while connection.send(zeroes) {}
        case .brokenChunks(let data):
            _ = head(200, [("Transfer-Encoding", "chunked")]) && send(chunk: data) && connection.send("what?\r\n".utf8)
        case .cutChunks(let data):
            _ = head(200, [("Transfer-Encoding", "chunked")]) && send(chunk: data)
        case .raw(let data):
            connection.send(data)
        default: break
        }
    }

    private func resource(_ data: Data, tag: String?, modified: String?, type: String) -> Bool {
        var headers = [("Content-Type", type), ("Accept-Ranges", "bytes")]
        if let tag { headers.append(("ETag", tag)) }
        if let modified { headers.append(("Last-Modified", modified)) }
        if let wanted = request.headers["if-none-match"], let tag, wanted == tag {
            return give(.reply(status: 304, headers: headers))
        }
        if request.headers["if-none-match"] == nil, let since = request.headers["if-modified-since"], since == modified
        {
            return give(.reply(status: 304, headers: headers))
        }
        let condition = request.headers["if-range"]
        let holds = condition == nil || condition == tag || condition == modified
        guard holds, let range = request.headers["range"], range.hasPrefix("bytes="), range.hasSuffix("-"),
            let first = Int(range.dropFirst(6).dropLast())
        else { return give(.reply(headers: headers, body: data)) }
        guard first < data.count else {
            return give(.reply(status: 416, headers: [("Content-Range", "bytes */\(data.count)")]))
        }
        headers.append(("Content-Range", "bytes \(first)-\(data.count - 1)/\(data.count)"))
        return give(.reply(status: 206, headers: headers, body: data.dropFirst(first)))
    }

    /// The header with the length of all, then the first bytes.
    private func begin(_ data: Data, _ count: Int) -> Bool {
        let tagged = [("Content-Length", "\(data.count)"), ("ETag", "\"v1\""), ("Accept-Ranges", "bytes")]
        return head(200, tagged) && connection.send(data.prefix(count))
    }

    private func send(chunk: Data) -> Bool {
        connection.send(Array("\(String(chunk.count, radix: 16))\r\n".utf8) + Array(chunk) + Array("\r\n".utf8))
    }

    private func head(_ status: Int, _ headers: [(String, String)]) -> Bool {
        connection.send(headText(status, headers))
    }

    private func headText(_ status: Int, _ headers: [(String, String)]) -> Data {
        let lines = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
        return Data("HTTP/1.1 \(status) \(status < 400 ? "OK" : "Not OK")\r\n\(lines)\r\n".utf8)
    }

    private func sleep(_ duration: Duration) {
        Thread.sleep(forTimeInterval: duration / .seconds(1))
    }
}
