#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Messages as the payload of a frame: JSON, with the numbers that JSON lacks as words.
package enum MessageCoding {
  /// The payload for a message.
  package static func encode(_ message: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
    return Array(try encoder.encode(message))
  }

  /// The message in a payload.
  package static func decode<Message: Decodable>(
    _ type: Message.Type, from payload: [UInt8]
  ) throws -> Message {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
    return try decoder.decode(type, from: Data(payload))
  }
}
