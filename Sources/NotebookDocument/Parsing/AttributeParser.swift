/// Reads attributes in braces.
enum AttributeParser {
  /// No attributes are longer: what is looked at stays bounded however many braces a text has.
  private static let greatestLength = 2_000

  /// The attributes whose `{` stands at `start`, and the offset after their `}`; `nil` where what
  /// stands there is no list of attributes.
  static func attributes(
    in bytes: [UInt8], at start: Int, limit: Int
  ) -> (attributes: Attributes, end: Int)? {
    guard bytes.has("{", at: start) else { return nil }
    let limit = min(limit, start + greatestLength)
    var result = Attributes()
    var isEmpty = true
    var index = start + 1
    // kramdown puts a colon first.
    if bytes.has(":", at: index) { index += 1 }
    func word() -> String {
      let first = index
      while index < limit, bytes[index].isNameByte { index += 1 }
      return String(decoding: bytes[first..<index], as: UTF8.self)
    }
    while index < limit {
      switch bytes[index] {
      case let byte where byte.isWhitespace:
        index += 1
        continue
      case UInt8(ascii: "}"): return isEmpty ? nil : (result, index + 1)
      case UInt8(ascii: "#"):
        index += 1
        let name = word()
        guard !name.isEmpty else { return nil }
        result.identifier = name
      case UInt8(ascii: "."):
        index += 1
        let name = word()
        guard !name.isEmpty else { return nil }
        result.classes.append(name)
      case UInt8(ascii: "-"):
        index += 1
        result.classes.append("unnumbered")
      default:
        let key = word()
        guard !key.isEmpty, index < limit, bytes[index] == UInt8(ascii: "=") else { return nil }
        index += 1
        guard let value = value(in: bytes, at: &index, limit: limit) else { return nil }
        result.set(key, to: CharacterReferences.decoded(value))
      }
      guard index < limit, bytes[index].isWhitespace || bytes[index] == UInt8(ascii: "}") else {
        return nil
      }
      isEmpty = false
    }
    return nil
  }

  private static func value(
    in bytes: [UInt8], at index: inout Int, limit: Int
  ) -> String? {
    guard index < limit else { return nil }
    let quote = bytes[index]
    var text: [UInt8] = []
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      while index < limit, !bytes[index].isWhitespace, bytes[index] != UInt8(ascii: "}") {
        text.append(bytes[index])
        index += 1
      }
      return String(decoding: text, as: UTF8.self)
    }
    index += 1
    while index < limit, bytes[index] != quote {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < limit,
        bytes[index + 1] == quote || bytes[index + 1] == UInt8(ascii: "\\")
      {
        index += 1
      }
      text.append(bytes[index])
      index += 1
    }
    guard index < limit else { return nil }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }
}

extension Attributes {
  /// `class=` and `id=` mean the same as `.` and `#`.
  fileprivate mutating func set(_ key: String, to value: String) {
    switch key {
    case "class": classes += value.split(whereSeparator: \.isWhitespace).map(String.init)
    case "id" where !value.isEmpty && !value.contains(where: \.isWhitespace): identifier = value
    default: values.append(.init(key: key, text: value))
    }
  }
}
