/// Pandoc's `{=format}` behind code, which is passed on unread to that format and left out of
/// others.
enum RawFormat {
  /// Whether the format is ours, and the offset after the attribute that begins at `start`.
  static func attribute(
    in bytes: [UInt8], at start: Int, limit: Int
  ) -> (isHTML: Bool, end: Int)? {
    guard bytes.has("{=", at: start) else { return nil }
    var end = start + 2
    while end < limit, bytes[end].isLabelByte { end += 1 }
    guard end > start + 2, end < limit, bytes[end] == UInt8(ascii: "}") else { return nil }
    return (isHTML(String(decoding: bytes[(start + 2)..<end], as: UTF8.self)), end + 1)
  }

  /// Whether a report shows what is written for a format.
  static func isHTML(_ name: String) -> Bool { name.lowercased().hasPrefix("html") }
}
