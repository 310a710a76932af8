internal import SystemBasics

/// The part of JSON that safetensors headers are made of: objects, arrays, strings and whole
/// numbers.
indirect enum JSONHeader: Equatable {
  case object([(key: String, value: JSONHeader)])
  case array([JSONHeader])
  case string(String)
  case integer(Int)

  static func == (left: JSONHeader, right: JSONHeader) -> Bool { left.text == right.text }

  /// The value of a key of an object.
  subscript(key: String) -> JSONHeader? {
    guard case .object(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The whole numbers of an array.
  var integers: [Int]? {
    guard case .array(let elements) = self else { return nil }
    var numbers: [Int] = []
    for element in elements {
      guard case .integer(let number) = element else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  // MARK: Writing

  /// As JSON without spaces.
  var text: String {
    switch self {
    case .object(let entries):
      "{" + entries.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ",") + "}"
    case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
    case .string(let string): Self.quoted(string)
    case .integer(let number): "\(number)"
    }
  }

  private static func quoted(_ string: String) -> String {
    var result = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        result += "\\u" + UInt16(scalar.value).hexadecimalDigits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: Reading

  /// The value a text begins with; `nil` where it is not of this part of JSON, or where something
  /// follows.
  init?(_ text: String) {
    var reader = Reader(rest: Array(text.unicodeScalars)[...])
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipSpaces()
    guard reader.rest.isEmpty else { return nil }
    self = value
  }

  private struct Reader {
    var rest: ArraySlice<Unicode.Scalar>

    mutating func skipSpaces() {
      rest = rest.drop { $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t" }
    }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
      skipSpaces()
      guard rest.first == scalar else { return false }
      rest.removeFirst()
      return true
    }

    mutating func value(depth: Int) -> JSONHeader? {
      skipSpaces()
      guard depth < 16, let first = rest.first else { return nil }
      switch first {
      case "{": return object(depth)
      case "[": return array(depth)
      case "\"": return string().map(JSONHeader.string)
      default: return integer().map(JSONHeader.integer)
      }
    }

    private mutating func object(_ depth: Int) -> JSONHeader? {
      rest.removeFirst()
      var entries: [(key: String, value: JSONHeader)] = []
      if skip("}") { return .object(entries) }
      repeat {
        skipSpaces()
        guard rest.first == "\"", let key = string(), skip(":"), let value = value(depth: depth + 1)
        else { return nil }
        entries.append((key, value))
      } while skip(",")
      return skip("}") ? .object(entries) : nil
    }

    private mutating func array(_ depth: Int) -> JSONHeader? {
      rest.removeFirst()
      var elements: [JSONHeader] = []
      if skip("]") { return .array(elements) }
      repeat {
        guard let element = value(depth: depth + 1) else { return nil }
        elements.append(element)
      } while skip(",")
      return skip("]") ? .array(elements) : nil
    }

    private mutating func integer() -> Int? {
      let digits = rest.prefix { $0 == "-" || ("0"..."9").contains($0) }
      rest = rest[digits.endIndex...]
      var text = ""
      text.unicodeScalars.append(contentsOf: digits)
      return Int(text)
    }

    private mutating func string() -> String? {
      rest.removeFirst()
      var units: [UInt16] = []
      while let scalar = rest.popFirst() {
        switch scalar {
        case "\"": return String(decoding: units, as: UTF16.self)
        case "\\":
          guard let unit = escape() else { return nil }
          units.append(unit)
        default: units += Array(String(Character(scalar)).utf16)
        }
      }
      return nil
    }

    private mutating func escape() -> UInt16? {
      switch rest.popFirst() {
      case "\"": return 0x22
      case "\\": return 0x5c
      case "/": return 0x2f
      case "b": return 8
      case "f": return 12
      case "n": return 10
      case "r": return 13
      case "t": return 9
      case "u":
        var digits = ""
        digits.unicodeScalars.append(contentsOf: rest.prefix(4))
        rest = rest.dropFirst(4)
        return digits.unicodeScalars.count == 4 ? UInt16(digits, radix: 16) : nil
      default: return nil
      }
    }
  }
}
