/// How a message travels: the letters `NB`, the protocol's version, and the payload's length as
/// four little-endian bytes, then the payload.
package enum Frame {
  /// Tool and kernel are built together; a difference means that two installations are mixed.
  package static let version: UInt8 = 2
  /// Longer payloads are a sign of a broken stream.
  package static let longestPayload = 1 << 28

  static let headerLength = 8

  static func bytes(of payload: [UInt8]) throws(FrameError) -> [UInt8] {
    guard payload.count <= longestPayload else { throw .tooLong(payload.count) }
    var bytes: [UInt8] = [UInt8(ascii: "N"), UInt8(ascii: "B"), version, 0]
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: payload.count >> shift))
    }
    return bytes + payload
  }
}

/// What is wrong with a stream of messages.
package enum FrameError: Error, Equatable, CustomStringConvertible {
  case notAFrame
  case otherVersion(UInt8)
  case tooLong(Int)

  package var description: String {
    switch self {
    case .notAFrame: "the stream between notebook and notebook-kernel is damaged"
    case .otherVersion(let version):
      "notebook-kernel speaks version \(version) of the protocol, notebook version "
        + "\(Frame.version); rebuild both together"
    case .tooLong(let count):
      "a message of \(count) bytes is longer than \(Frame.longestPayload) bytes"
    }
  }
}

/// Cuts a stream of bytes into the payloads of messages.
package struct FrameReader {
  private var buffer: [UInt8] = []
  private var start = 0
  /// Up to where no frame was found to begin inside the unfinished one.
  private var searched = 0

  package init() {}

  /// Whether nothing of an unfinished message is held.
  package var isEmpty: Bool { start == buffer.count }

  /// Takes bytes as they arrive.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 20)
      start = 0
      searched = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next complete payload, if there is one.
  package mutating func next() throws(FrameError) -> [UInt8]? {
    let header = buffer[start...].prefix(Frame.headerLength)
    guard header.count == Frame.headerLength else { return nil }
    guard header[start] == UInt8(ascii: "N"), header[start + 1] == UInt8(ascii: "B") else {
      throw .notAFrame
    }
    guard header[start + 2] == Frame.version else { throw .otherVersion(header[start + 2]) }
    let length = header.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Frame.longestPayload else { throw .tooLong(length) }
    let end = start + Frame.headerLength + length
    // A frame that begins before the end may reach three of its four first bytes beyond it.
    if let next = frameStart(before: min(end + 3, buffer.count)) {
      start = next
      return try self.next()
    }
    guard buffer.count >= end else { return nil }
    defer { start = end }
    return Array(buffer[start + Frame.headerLength..<end])
  }

  /// Where a frame begins inside the present one: a process that was killed while it wrote has left
  /// the present one unfinished, and the process that goes on in its place has sent the other. The
  /// payloads are JSON, which never holds the bytes that a frame begins with. Where only the last
  /// one to three bytes are missing, those of the next frame must have come with it.
  private mutating func frameStart(before end: Int) -> Int? {
    let mark = [UInt8(ascii: "N"), UInt8(ascii: "B"), Frame.version, 0]
    var place = max(searched, start + Frame.headerLength)
    defer { searched = max(start, place) }
    while place + mark.count <= end {
      guard let candidate = buffer[place..<end - 3].firstIndex(of: mark[0]) else {
        place = end - 3
        return nil
      }
      if buffer[candidate..<candidate + mark.count].elementsEqual(mark) { return candidate }
      place = candidate + 1
    }
    return nil
  }
}
