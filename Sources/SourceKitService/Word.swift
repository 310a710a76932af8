/// A name at a place of a text, in UTF-8 bytes.
struct Word: Equatable {
  var start: Int
  var text: String

  /// The part of a name that stands before a place; empty where none does.
  init(before offset: Int, in code: String) {
    let bytes = Array(code.utf8)
    let end = min(max(offset, 0), bytes.count)
    var start = end
    while start > 0, Self.isPart(bytes[start - 1]) { start -= 1 }
    self.start = start
    text = String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
