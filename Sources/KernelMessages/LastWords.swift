/// What a dying kernel writes into a pipe of its own, in a form that a signal handler can write:
/// records of 64-bit words in the machine's byte order, each headed by its kind.
package struct LastWords: Sendable, Equatable {
  /// The first word of a record.
  package enum Kind: UInt64 {
    /// Followed by signal number, code, address, program counter, 1 for a full stack.
    case signal = 0x4E42_0001
    /// Followed by a count and as many return addresses, innermost first.
    case frames = 0x4E42_0002
    /// Followed by the status given to `exit`.
    case exit = 0x4E42_0003
    /// Followed by a count of bytes and as many bytes of `/proc/self/maps`, padded to whole words.
    case memoryMap = 0x4E42_0004
  }

  /// A signal that ends a process.
  package struct Signal: Sendable, Equatable {
    package var number: Int32
    package var code: Int32
    package var address: UInt64
    package var programCounter: UInt64
    package var isStackOverflow: Bool

    package init(
      number: Int32, code: Int32, address: UInt64, programCounter: UInt64, isStackOverflow: Bool
    ) {
      self.number = number
      self.code = code
      self.address = address
      self.programCounter = programCounter
      self.isStackOverflow = isStackOverflow
    }
  }

  package var signal: Signal?
  package var exitStatus: Int32?
  /// Return addresses, innermost first; those of the cell's thread after those of the thread that
  /// got the signal, where that is another one.
  package var frames: [UInt64] = []
  /// Whether another thread than the cell's got the signal.
  package var isOfAnotherThread = false
  /// The text of `/proc/self/maps`.
  package var memoryMap = ""

  package init() {}

  /// Reads as many whole records as there are; a process may die within its last words.
  package init(bytes: [UInt8]) {
    var reader = WordReader(bytes: bytes)
    var map: [UInt8] = []
    while let word = reader.next(), let kind = Kind(rawValue: word) {
      switch kind {
      case .signal:
        guard let words = reader.next(5) else { break }
        signal = Signal(
          number: Int32(truncatingIfNeeded: words[0]), code: Int32(truncatingIfNeeded: words[1]),
          address: words[2], programCounter: words[3], isStackOverflow: words[4] == 1)
      case .frames:
        guard let count = reader.next(), let words = reader.next(count) else { break }
        isOfAnotherThread = !frames.isEmpty
        frames += words
      case .exit:
        exitStatus = reader.next().map { Int32(truncatingIfNeeded: $0) }
      case .memoryMap:
        guard let count = reader.next(), let bytes = reader.nextBytes(count) else { break }
        map += bytes
      }
    }
    memoryMap = String(decoding: map, as: UTF8.self)
  }
}

private struct WordReader {
  let bytes: [UInt8]
  var position = 0

  mutating func next() -> UInt64? {
    guard position + 8 <= bytes.count else { return nil }
    defer { position += 8 }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: UInt64.self) }
  }

  mutating func next(_ count: UInt64) -> [UInt64]? {
    guard count <= UInt64((bytes.count - position) / 8) else { return nil }
    return (0..<count).compactMap { _ in next() }
  }

  mutating func nextBytes(_ count: UInt64) -> ArraySlice<UInt8>? {
    guard count <= UInt64(bytes.count - position) else { return nil }
    defer { position = min(bytes.count, position + (Int(count) + 7) / 8 * 8) }
    return bytes[position..<position + Int(count)]
  }
}
