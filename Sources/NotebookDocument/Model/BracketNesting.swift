/// Code that neither SwiftParser nor the compiler comes to an end with.
package enum BracketNesting {
  /// For every `[` directly inside another, SwiftParser takes almost twice as long: it looks ahead
  /// for the type of an inline array. So many take a quarter of a second.
  package static let limit = 16

  /// Whether so many `[` follow each other that parsing would not come to an end.
  package static func isTooDeep(_ code: String) -> Bool {
    var depth = 0
    for byte in code.utf8 {
      switch byte {
      case UInt8(ascii: "["):
        depth += 1
        if depth > limit { return true }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): continue
      default: depth = 0
      }
    }
    return false
  }
}
