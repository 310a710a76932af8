package import JupyterDocuments

/// A message of Jupyter's protocol.
package struct JupyterMessage: Sendable, Equatable {
  /// Whom it comes from or goes to, as ZeroMQ's router names them; of the broadcast socket the
  /// topic.
  package var identities: [[UInt8]]
  package var header: JSONValue
  /// The header of the message that this one answers; an empty object where it answers none.
  package var parentHeader: JSONValue
  package var metadata: JSONValue
  package var content: JSONValue
  /// Bytes that need no coding; a kernel hands them on unread.
  package var buffers: [[UInt8]]

  package init(
    identities: [[UInt8]] = [], header: JSONValue, parentHeader: JSONValue = [:],
    metadata: JSONValue = [:], content: JSONValue, buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.header = header
    self.parentHeader = parentHeader
    self.metadata = metadata
    self.content = content
    self.buffers = buffers
  }

  /// What it is: "execute_request".
  package var type: String { header["msg_type"]?.string ?? "" }

  /// The session of whoever sent it.
  package var session: String { header["session"]?.string ?? "" }
}
