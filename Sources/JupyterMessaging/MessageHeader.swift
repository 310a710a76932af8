internal import FoundationEssentials
package import JupyterDocuments

/// The headers of messages.
package enum MessageHeader {
  /// The version of the protocol that is spoken.
  package static let protocolVersion = "5.4"

  /// A header with an identifier and the time of its own.
  ///
  /// - Parameters:
  ///   - type: What the message is: "execute_reply".
  ///   - session: The identifier of the sender's session.
  package static func make(_ type: String, session: String) -> JSONValue {
    [
      "msg_id": .string(UUID().uuidString.lowercased()), "session": .string(session),
      "username": "notebook", "date": .string(now), "msg_type": .string(type),
      "version": .string(protocolVersion),
    ]
  }

  /// The time in ISO 8601, to the microsecond, in UTC.
  private static var now: String {
    Date().formatted(
      Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
