/// Reads JSON (RFC 8259) from valid UTF-8.
struct JSONReader {
  /// Levels of lists and objects in each other that are read.
  static let greatestDepth = 512

  let bytes: [UInt8]
  var index = 0
  /// Where the first half of a surrogate pair stood that had no other half.
  var halfCharacter: Int?
  /// Where the lists and objects begin that are not closed yet.
  private var openings: [Int] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// The value that the whole text is.
  mutating func document() throws(JSONError) -> JSONValue {
    skipBlanks()
    guard index < bytes.count else { throw JSONError(description: "the file is empty") }
    let value = try value()
    skipBlanks()
    guard index == bytes.count else {
      throw wrong("the value ends before; nothing can follow it, but \(found) does")
    }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    guard index < bytes.count else { throw cut() }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default:
      for (word, value) in Self.words where bytes[index...].starts(with: word.utf8) {
        index += word.utf8.count
        return value
      }
      throw wrong("a value must stand here, not \(found)")
    }
  }

  private static let words: [(String, JSONValue)] = [
    ("true", true), ("false", false), ("null", .null), ("NaN", .literal("NaN")),
    ("Infinity", .literal("Infinity")),
  ]

  // MARK: Lists and objects

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    try open()
    while try !closes(with: "]", isFirst: elements.isEmpty) { elements.append(try value()) }
    return .array(elements)
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [String: JSONValue] = [:]
    var isFirst = true
    try open()
    while try !closes(with: "}", isFirst: isFirst) {
      isFirst = false
      guard bytes[index] == UInt8(ascii: "\"") else {
        throw wrong("the name of a member must stand here in quotes, not \(found)")
      }
      let name = try string()
      skipBlanks()
      guard index < bytes.count else { throw cut() }
      guard bytes[index] == UInt8(ascii: ":") else {
        throw wrong("a colon must follow the name '\(name)', not \(found)")
      }
      index += 1
      skipBlanks()
      members[name] = try value()
    }
    return .object(members)
  }

  private mutating func open() throws(JSONError) {
    guard openings.count < Self.greatestDepth else {
      throw wrong("lists and objects lie in each other more than \(Self.greatestDepth) deep")
    }
    openings.append(index)
    index += 1
  }

  /// Goes on to the next element, over the comma before it; whether the end was there instead.
  private mutating func closes(
    with mark: Character, isFirst: Bool
  ) throws(JSONError) -> Bool {
    skipBlanks()
    guard index < bytes.count else { throw cut() }
    if bytes[index] == mark.asciiValue {
      index += 1
      openings.removeLast()
      return true
    }
    guard !isFirst else { return false }
    guard bytes[index] == UInt8(ascii: ",") else {
      throw wrong("a comma or '\(mark)' must stand here, not \(found)")
    }
    index += 1
    skipBlanks()
    guard index < bytes.count else { throw cut() }
    guard bytes[index] != mark.asciiValue else { throw wrong("nothing follows the comma before") }
    return false
  }

  private mutating func skipBlanks() {
    while index < bytes.count, " \t\r\n".utf8.contains(bytes[index]) { index += 1 }
  }

  // MARK: Numbers

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = index
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    if bytes[index...].starts(with: "Infinity".utf8) {
      index += "Infinity".utf8.count
      return .literal("-Infinity")
    }
    let whole = try digits()
    if whole.count > 1, bytes[whole.lowerBound] == UInt8(ascii: "0") {
      index = start
      throw wrong("a number must not begin with a zero")
    }
    var isWhole = true
    if has(".") {
      isWhole = false
      index += 1
      _ = try digits()
    }
    if has("e") || has("E") {
      isWhole = false
      index += 1
      if has("+") || has("-") { index += 1 }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    // Zero has a sign, which `Int` does not keep.
    if isWhole, text != "-0", let value = Int(text) { return .integer(value) }
    if isWhole { return .literal(text) }
    guard let value = Double(text), value.isFinite else { return .literal(text) }
    return .number(value)
  }

  private mutating func digits() throws(JSONError) -> Range<Int> {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    guard index > start else {
      throw index < bytes.count ? wrong("a digit must stand here, not \(found)") : cut()
    }
    return start..<index
  }

  private func has(_ character: Character) -> Bool {
    index < bytes.count && bytes[index] == character.asciiValue
  }

  // MARK: Errors

  /// An error at the place that has been reached.
  func wrong(_ message: String) -> JSONError {
    let lineStart = (bytes[..<index].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let line = bytes[lineStart...].prefix { $0 != UInt8(ascii: "\n") }
    for mark in ["<<<<<<<", "=======", ">>>>>>>"] where line.starts(with: mark.utf8) {
      return JSONError(
        description:
          "line \(self.line(of: index)): '\(mark)' marks a merge of two versions that Git could not "
          + "make; choose one with 'git checkout --ours' or '--theirs', or use nbdime")
    }
    let column = String(decoding: bytes[lineStart..<index], as: UTF8.self).count + 1
    return JSONError(description: "line \(self.line(of: index)), column \(column): \(message)")
  }

  /// The error where the text ends too early.
  func cut() -> JSONError {
    let reason =
      openings.last.map {
        "what line \(line(of: $0)) opens with '\(Character(Unicode.Scalar(bytes[$0])))' is not closed"
      } ?? "a value is not complete"
    return JSONError(
      description: "line \(line(of: bytes.count)): the file ends here, and \(reason); it was cut")
  }

  func line(of offset: Int) -> Int {
    1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
  }

  /// What stands at the place that has been reached, for an error.
  var found: String {
    let text = String(decoding: bytes[index...].prefix(64), as: UTF8.self)
    guard let first = text.first else { return "the end" }
    guard first.isLetter || first.isNumber else {
      return first == "\n" ? "a line end" : "'\(first)'"
    }
    return "'\(text.prefix { $0.isLetter || $0.isNumber })'"
  }
}
