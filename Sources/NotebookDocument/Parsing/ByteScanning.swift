extension UInt8 {
  var isSpaceOrTab: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  var isWhitespace: Bool { isSpaceOrTab || self == UInt8(ascii: "\n") }
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isLetter: Bool {
    let lower = self | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }
  /// A letter, a digit, `-` or `_`: what labels are made of.
  var isLabelByte: Bool {
    isLetter || isDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
  }
  /// What names in attributes are made of.
  var isNameByte: Bool {
    isLabelByte || self == UInt8(ascii: ":") || self == UInt8(ascii: ".") || self >= 0x80
  }
  /// A letter or digit, or part of a character outside ASCII.
  var isWordByte: Bool { isLetter || isDigit || self >= 0x80 }
}

extension Collection where Element == UInt8, Index == Int {
  /// Whether the bytes of `text` stand at `index`.
  func has(_ text: StaticString, at index: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index >= startIndex, index + length <= endIndex else { return false }
    for offset in 0..<length where self[index + offset] != text.utf8Start[offset] { return false }
    return true
  }

  /// How often `byte` is repeated from `index` on.
  func runLength(of byte: UInt8, at index: Int) -> Int {
    var end = index
    while end < endIndex, self[end] == byte { end += 1 }
    return end - index
  }

  /// Where the first run of `byte` from `start` on that has exactly a length begins; `nil` where
  /// there is none.
  func firstRun(of byte: UInt8, length: Int, from start: Int) -> Int? {
    var search = start
    while let next = self[search...].firstIndex(of: byte) {
      let found = runLength(of: byte, at: next)
      if found == length { return next }
      search = next + found
    }
    return nil
  }
}
