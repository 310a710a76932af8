internal import FlyingFox
internal import FlyingSocks
internal import Foundation
@preconcurrency internal import Glibc

/// Serves pages and their events to browsers on this machine.
///
/// It listens on the loopback address only, and answers only requests whose address begins with a
/// random token, whose `Host` is this machine and whose `Origin`, where one is sent, is the server
/// itself: no other page in the browser can reach it. It knows nothing of notes.
package struct PreviewServer: Sendable {
  /// What a browser asks for.
  package struct Request: Sendable {
    package enum Method: Sendable { case get, post }

    package var method: Method
    /// The path after the token, without a slash at its beginning.
    package var path: String
    package var query: [String: String]
    package var body: String
  }

  /// What it gets.
  package enum Response: Sendable {
    /// A page, and the Content-Security-Policy that it has.
    case page(String, policy: String)
    case text(String)
    /// Messages over a web socket, until the browser goes away; it confirms each by one of its own.
    case events(AsyncStream<String>)
    /// To another path after the token.
    case redirect(to: String)
    case notFound
    case refused(String)
  }

  package typealias Responder = @Sendable (Request) async -> Response

  /// What every address begins with.
  package let token: String
  private let port: UInt16
  private let respond: Responder

  /// - Parameter port: Where to listen; where the port is taken, the next free one of twenty is
  ///   used.
  package init(port: UInt16, respond: @escaping Responder) {
    self.port = port
    self.respond = respond
    token = Self.randomText()
  }

  /// A text that nobody can guess.
  package static func randomText() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(UInt64.random(in: 0...UInt64.max, using: &generator), radix: 36)
      return String(repeating: "0", count: 13 - digits.count) + digits
    }.joined()
  }

  /// Listens until the task is cancelled.
  ///
  /// - Parameter listening: Told the address of the first page, and the port that was free.
  /// - Throws: ``PortsTaken`` when no port is free.
  package func run(
    listening: @escaping @Sendable (_ address: String, _ port: UInt16) -> Void
  ) async throws {
    let last = UInt16(clamping: Int(port) + 19)
    for port in port...last {
      let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: port)
      let server = HTTPServer(address: address, logger: .disabled)
      await server.appendRoute("*") { request in await answer(request, port: port) }
      do {
        // Where the port is taken, the server ends before it listens.
        try await withThrowingTaskGroup(of: Bool.self) { group in
          group.addTask {
            try await server.run()
            return false
          }
          group.addTask {
            try await server.waitUntilListening(timeout: 20)
            return true
          }
          if try await group.next() == true {
            listening("http://127.0.0.1:\(port)/\(token)/", port)
            _ = try await group.next()
          }
          group.cancelAll()
        }
        return
      } catch let error as SocketError where error.isAddressInUse {
        continue
      }
    }
    throw PortsTaken(first: port, last: last)
  }

  // MARK: Answers

  private func answer(_ request: HTTPRequest, port: UInt16) async -> HTTPResponse {
    let hosts = ["127.0.0.1:\(port)", "localhost:\(port)"]
    guard let host = request.headers[.host], hosts.contains(host) else {
      return refusal("this address is not served here")
    }
    if let origin = request.headers[HTTPHeader("Origin")], origin != "http://\(host)" {
      return refusal("another page may not use this one")
    }
    let parts = request.path.split(separator: "/", maxSplits: 1)
    guard let first = parts.first, first == token else {
      return refusal("the address lacks its token: open the one that 'notebook preview' printed")
    }
    guard request.method == .GET || request.method == .POST else {
      return refusal("only GET and POST are understood")
    }
    let path = parts.count > 1 ? String(parts[1]) : ""
    guard !path.split(separator: "/").contains("..") else {
      return HTTPResponse(statusCode: .notFound)
    }
    let body = (try? await request.bodyData) ?? Data()
    guard body.count <= 1 << 16 else { return refusal("the request is too large") }
    let answer = await respond(
      Request(
        method: request.method == .POST ? .post : .get, path: path,
        query: Dictionary(
          request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
        body: String(decoding: body, as: UTF8.self)))
    if case .events(let messages) = answer {
      let socket = MessageFrameWSHandler(handler: EventSocket(messages: messages))
      return (try? await WebSocketHTTPHandler(handler: socket).handleRequest(request))
        ?? refusal("events come over a web socket")
    }
    return response(answer)
  }

  private func response(_ answer: Response) -> HTTPResponse {
    var headers: HTTPHeaders = [
      HTTPHeader("Cache-Control"): "no-store", HTTPHeader("X-Content-Type-Options"): "nosniff",
      HTTPHeader("Referrer-Policy"): "no-referrer",
    ]
    switch answer {
    case .page(let html, let policy):
      headers[.contentType] = "text/html; charset=utf-8"
      headers[HTTPHeader("Content-Security-Policy")] = policy
      return HTTPResponse(statusCode: .ok, headers: headers, body: Data(html.utf8))
    case .text(let text):
      headers[.contentType] = "text/plain; charset=utf-8"
      return HTTPResponse(statusCode: .ok, headers: headers, body: Data(text.utf8))
    case .events: return refusal("events come over a web socket")
    case .redirect(let address):
      headers[.location] = "/\(token)/\(address)"
      return HTTPResponse(statusCode: .seeOther, headers: headers)
    case .notFound:
      headers[.contentType] = "text/plain; charset=utf-8"
      return HTTPResponse(
        statusCode: .notFound, headers: headers,
        body: Data("not found: a preview serves one note, or the notes of one folder\n".utf8))
    case .refused(let reason): return refusal(reason)
    }
  }

  private func refusal(_ reason: String) -> HTTPResponse {
    HTTPResponse(
      statusCode: .forbidden, headers: [.contentType: "text/plain; charset=utf-8"],
      body: Data("refused: \(reason)\n".utf8))
  }
}

/// Every port that was tried is used by another program.
package struct PortsTaken: Error, CustomStringConvertible {
  var first: UInt16
  var last: UInt16

  package var description: String {
    "the ports \(first) to \(last) are all in use; name another with --port"
  }
}

extension SocketError {
  fileprivate var isAddressInUse: Bool {
    if case .failed(_, let code, _) = self { code == EADDRINUSE } else { false }
  }
}
