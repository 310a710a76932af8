internal import FoundationEssentials
internal import JupyterDocuments

/// Where a kernel listens, and the key that messages are signed with: the file that Jupyter writes
/// before it starts a kernel.
package struct ConnectionFile: Sendable, Equatable {
  /// The five sockets of a kernel.
  package enum Channel: String, Sendable, CaseIterable {
    case shell, control, stdin, iopub
    case heartbeat = "hb"
  }

  package var transport: String
  package var address: String
  package var ports: [Channel: Int]
  package var key: String

  /// Reads the file at a path.
  ///
  /// - Throws: ``ConnectionFileError`` saying what is missing or of another kind.
  package init(path: String) throws(ConnectionFileError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConnectionFileError(path: path, problem: "it cannot be read")
    }
    let value: JSONValue
    do {
      value = try JSONValue(reading: data)
    } catch {
      throw ConnectionFileError(path: path, problem: "it is no JSON: \(error)")
    }
    try self.init(value, path: path)
  }

  init(_ value: JSONValue, path: String) throws(ConnectionFileError) {
    func text(_ name: String) throws(ConnectionFileError) -> String {
      guard let text = value[name]?.string else {
        throw ConnectionFileError(
          path: path,
          problem: "'\(name)' must be a text, not \(value[name]?.kind ?? "left out")")
      }
      return text
    }
    transport = try text("transport")
    guard transport == "tcp" || transport == "ipc" else {
      throw ConnectionFileError(
        path: path, problem: "'transport' must be tcp or ipc, not '\(transport)'")
    }
    address = try text("ip")
    key = try text("key")
    let scheme = value["signature_scheme"]?.string ?? "hmac-sha256"
    guard scheme == "hmac-sha256" || key.isEmpty else {
      throw ConnectionFileError(
        path: path, problem: "'signature_scheme' must be hmac-sha256, not '\(scheme)'")
    }
    ports = [:]
    for channel in Channel.allCases {
      let name = "\(channel.rawValue)_port"
      guard let port = value[name]?.integer, (1...65535).contains(port) || transport == "ipc" else {
        throw ConnectionFileError(path: path, problem: "'\(name)' must be a port number")
      }
      ports[channel] = port
    }
  }

  /// The address of a socket as ZeroMQ takes it.
  func endpoint(_ channel: Channel) -> String {
    let port = ports[channel] ?? 0
    // An IPv6 address stands in brackets before a port.
    let host = address.contains(":") && !address.hasPrefix("[") ? "[\(address)]" : address
    return transport == "ipc" ? "ipc://\(address)-\(port)" : "tcp://\(host):\(port)"
  }
}

/// A connection file that a kernel cannot listen by.
package struct ConnectionFileError: Error, Equatable, CustomStringConvertible {
  package var path: String
  package var problem: String

  package var description: String {
    "the connection file '\(path)' is not usable: \(problem); "
      + "Jupyter writes such a file when it starts a kernel"
  }
}
