internal import JupyterDocuments

/// Messages as they travel: identities, a delimiter, the signature, four parts of JSON, buffers.
package struct WireFormat: Sendable {
  private static let delimiter = Array("<IDS|MSG>".utf8)

  private let signer: MessageSigner

  /// Signs and checks with a connection's key.
  package init(key: String) {
    signer = MessageSigner(key: key)
  }

  /// The parts of a message, signed.
  package func frames(of message: JupyterMessage) -> [[UInt8]] {
    let parts = [message.header, message.parentHeader, message.metadata, message.content].map {
      Array($0.text().utf8)
    }
    return message.identities + [Self.delimiter, Array(signer.signature(of: parts).utf8)] + parts
      + message.buffers
  }

  /// The message that parts make, and the signature that it came with.
  ///
  /// - Throws: ``WireError``, for messages to be left unanswered.
  package func message(
    from frames: [[UInt8]]
  ) throws(WireError) -> (message: JupyterMessage, signature: [UInt8]) {
    guard let delimiter = frames.firstIndex(of: Self.delimiter) else { throw .noDelimiter }
    let rest = frames[(delimiter + 1)...]
    guard rest.count >= 5 else { throw .tooFewParts(rest.count) }
    let signature = rest[rest.startIndex]
    let parts = Array(rest.dropFirst().prefix(4))
    guard signer.accepts(signature, of: parts) else { throw .wrongSignature }
    var values: [JSONValue] = []
    for (name, part) in zip(["header", "parent header", "metadata", "content"], parts) {
      do {
        values.append(try JSONValue(reading: part))
      } catch {
        throw .unreadable(part: name, reason: error.description)
      }
    }
    for (name, value) in zip(["header", "metadata", "content"], [values[0], values[2], values[3]])
    where value.object == nil {
      throw .unreadable(part: name, reason: "it must be an object, not \(value.kind)")
    }
    guard values[0]["msg_type"]?.string != nil else {
      throw .unreadable(part: "header", reason: "'msg_type' is missing")
    }
    let message = JupyterMessage(
      identities: Array(frames[..<delimiter]), header: values[0], parentHeader: values[1],
      metadata: values[2], content: values[3], buffers: Array(rest.dropFirst(5)))
    return (message, signature)
  }
}

/// What is wrong with the parts of a message.
package enum WireError: Error, Equatable, CustomStringConvertible {
  case noDelimiter
  case tooFewParts(Int)
  case wrongSignature
  case repeated
  case unreadable(part: String, reason: String)

  package var description: String {
    switch self {
    case .noDelimiter: "the delimiter <IDS|MSG> is missing"
    case .tooFewParts(let count): "after the delimiter come \(count) parts instead of 5 or more"
    case .wrongSignature: "the signature is not that of the connection's key"
    case .repeated: "the message has come before, with the same signature"
    case .unreadable(let part, let reason): "the \(part) cannot be read: \(reason)"
    }
  }
}
