// SPDX-License-Identifier: Apache-2.0

/// What becomes of a request that is redirected (RFC 9110 §15.4).
enum RedirectRule {
    static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

    /// The method of the next request; a method other than GET keeps its body.
    ///
    /// 303 is an answer elsewhere: GET. 307 and 308 keep the method. 301 and 302 mean two things in the wild: a service that moved (http to
    /// https, another host, a slash more), where a POST must stay a POST or its parameters are lost; and a service that has put the answer
    /// elsewhere (303 of old UWS services), where GET is meant. The path tells them apart.
    static func method(
        after status: Int, of method: TransportRequest.Method, from: RequestAddress, to: RequestAddress
    ) -> TransportRequest.Method {
        switch status {
        case 303: .get
        case 307, 308: method
        default: method == .get || isSamePlace(from.target, to.target) ? method : .get
        }
    }

    private static func isSamePlace(_ one: String, _ other: String) -> Bool {
        func path(_ target: String) -> Substring {
            let path = target.prefix { $0 != "?" }
            return path.hasSuffix("/") ? path.dropLast() : path
        }
        return path(one) == path(other)
    }
}
