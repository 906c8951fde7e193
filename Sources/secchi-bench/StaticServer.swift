// SPDX-License-Identifier: Apache-2.0

import Foundation

/// nginx on loopback, serving one folder; ends with the value.
final class StaticServer {
    let base: String
    private let process = Process()

    init(_ folder: String, scratch: String) throws {
        let port = Int.random(in: 20_000..<40_000)
        base = "http://127.0.0.1:\(port)"
        let configuration = """
            daemon off; master_process off; worker_processes 1; pid \(scratch)/nginx.pid; error_log \(scratch)/nginx.log;
            events { worker_connections 256; }
            http {
                access_log off; sendfile on; keepalive_requests 1000000;
                client_body_temp_path \(scratch)/nginx-body; proxy_temp_path \(scratch)/nginx-proxy;
                fastcgi_temp_path \(scratch)/nginx-fastcgi; uwsgi_temp_path \(scratch)/nginx-uwsgi;
                scgi_temp_path \(scratch)/nginx-scgi;
                types { application/fits fits fit; application/x-votable+xml vot; }
                server { listen 127.0.0.1:\(port); root \(folder); }
            }
            """
        let path = scratch + "/nginx.conf"
        try Data(configuration.utf8).write(to: URL(filePath: path))
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["nginx", "-c", path, "-p", scratch]
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: 0.5)
        guard process.isRunning else {
            throw Harness.PeerFailure(description: "nginx does not start; install Debian's nginx-light")
        }
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    /// User and system time that the server has used.
    var processorSeconds: Double { ProcessorTime.seconds(of: process.processIdentifier) }
}

/// Processor time from proc(5), `stat`.
enum ProcessorTime {
    static var seconds: Double { seconds(of: getpid()) }

    static func seconds(of process: Int32) -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        // The second field, a name in parentheses, may hold blanks; user and system time are the 14th and 15th.
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
