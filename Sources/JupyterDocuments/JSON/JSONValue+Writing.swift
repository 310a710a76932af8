internal import SystemBasics

extension JSONValue {
  /// The value as JSON, the members of objects in the order of their names.
  ///
  /// - Parameter indentation: How many blanks each level is set in, one line an element, as
  ///   notebook files are written; `nil` writes everything on one line.
  package func text(indentation: Int? = nil) -> String {
    var text = ""
    write(to: &text, indentation: indentation, level: 0)
    return text
  }

  private func write(to text: inout String, indentation: Int?, level: Int) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += "\(value)"
    case .literal(let number): text += number
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.write(value, to: &text)
    case .array(let elements):
      Self.write(elements, between: "[", "]", to: &text, indentation, level) {
        $0.write(to: &$1, indentation: indentation, level: level + 1)
      }
    case .object(let members):
      let ordered = members.sorted {
        $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars)
      }
      Self.write(ordered, between: "{", "}", to: &text, indentation, level) {
        Self.write($0.key, to: &$1)
        $1 += indentation == nil ? ":" : ": "
        $0.value.write(to: &$1, indentation: indentation, level: level + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between opening: String, _ closing: String, to text: inout String,
    _ indentation: Int?, _ level: Int, _ writeElement: (Element, inout String) -> Void
  ) {
    text += opening
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      breakLine(&text, indentation, level + 1)
      writeElement(element, &text)
    }
    if !elements.isEmpty { breakLine(&text, indentation, level) }
    text += closing
  }

  private static func breakLine(_ text: inout String, _ indentation: Int?, _ level: Int) {
    guard let indentation else { return }
    text += "\n" + String(repeating: " ", count: indentation * level)
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{FEFF}", "\u{FFFE}"..."\u{FFFF}",
        "\u{10FFFC}"..."\u{10FFFD}":
        // The last ones stand for something else in a note, and YAML refuses those before them.
        for unit in UTF16.encode(scalar)! {
          text += "\\u" + unit.hexadecimalDigits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
