/// A piece of raw HTML.
package enum HTMLToken: Equatable, Sendable {
  case text(String)
  /// Names are lower case; a value is as written, with character references.
  case openTag(name: String, attributes: [(name: String, value: String?)])
  case closeTag(name: String)
  /// Comments, declarations and processing instructions.
  case comment

  package static func == (left: HTMLToken, right: HTMLToken) -> Bool {
    switch (left, right) {
    case (.text(let a), .text(let b)): a == b
    case (.openTag(let a, let x), .openTag(let b, let y)):
      a == b && x.elementsEqual(y) { $0.name == $1.name && $0.value == $1.value }
    case (.closeTag(let a), .closeTag(let b)): a == b
    case (.comment, .comment): true
    default: false
    }
  }
}

/// Takes raw HTML apart by CommonMark's grammar of tags; what is no tag is text.
package enum HTMLTokenizer {
  /// The elements of SVG, which may end in themselves (`<path …/>`), unlike those of HTML.
  package static let drawingElements: Set<String> = [
    "circle", "clippath", "defs", "desc", "ellipse", "g", "image", "line", "lineargradient",
    "marker", "mask", "path", "pattern", "polygon", "polyline", "radialgradient", "rect", "stop",
    "svg", "symbol", "text", "textpath", "tspan", "use",
  ]

  package static func tokens(in html: String) -> [HTMLToken] {
    let bytes = Array(html.utf8)
    var tokens: [HTMLToken] = []
    var textStart = 0
    var index = 0
    var reader = HTMLTagReader()
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      guard let (token, end) = reader.tag(in: bytes, at: start, limit: bytes.count) else {
        index = start + 1
        continue
      }
      if start > textStart {
        tokens.append(.text(String(decoding: bytes[textStart..<start], as: UTF8.self)))
      }
      tokens.append(token)
      if case .openTag(let name, _) = token, bytes[end - 2] == UInt8(ascii: "/"),
        drawingElements.contains(name)
      {
        tokens.append(.closeTag(name: name))
      }
      index = end
      textStart = end
    }
    if textStart < bytes.count {
      tokens.append(.text(String(decoding: bytes[textStart...], as: UTF8.self)))
    }
    return tokens
  }
}

/// Reads single tags; remembers which kinds of comments nothing closes, so that a text full of
/// their beginnings is not searched again for each.
struct HTMLTagReader {
  private var unclosed: Set<String> = []

  /// The tag, comment or declaration that begins at `start`, and the offset after it.
  mutating func tag(in bytes: [UInt8], at start: Int, limit: Int) -> (token: HTMLToken, end: Int)? {
    guard start + 1 < limit else { return nil }
    switch bytes[start + 1] {
    case UInt8(ascii: "!"):
      if bytes.has("<!--", at: start) {
        return comment(endingIn: "-->", in: bytes, from: start + 4, limit: limit)
      }
      return comment(endingIn: ">", in: bytes, from: start + 2, limit: limit)
    case UInt8(ascii: "?"):
      return comment(endingIn: "?>", in: bytes, from: start + 2, limit: limit)
    case UInt8(ascii: "/"):
      var index = start + 2
      guard let name = name(in: bytes, at: &index, limit: limit) else { return nil }
      skipWhitespace(in: bytes, at: &index, limit: limit)
      guard index < limit, bytes[index] == UInt8(ascii: ">") else { return nil }
      return (.closeTag(name: name), index + 1)
    default:
      return openTag(in: bytes, at: start, limit: limit)
    }
  }

  private func openTag(in bytes: [UInt8], at start: Int, limit: Int) -> (HTMLToken, Int)? {
    var index = start + 1
    guard let name = name(in: bytes, at: &index, limit: limit) else { return nil }
    var attributes: [(name: String, value: String?)] = []
    while index < limit {
      let hadSpace = skipWhitespace(in: bytes, at: &index, limit: limit)
      guard index < limit else { return nil }
      if bytes[index] == UInt8(ascii: ">") {
        return (.openTag(name: name, attributes: attributes), index + 1)
      }
      if bytes.has("/>", at: index), index + 2 <= limit {
        return (.openTag(name: name, attributes: attributes), index + 2)
      }
      guard hadSpace, let attribute = attribute(in: bytes, at: &index, limit: limit) else {
        return nil
      }
      attributes.append(attribute)
    }
    return nil
  }

  private func attribute(
    in bytes: [UInt8], at index: inout Int, limit: Int
  ) -> (name: String, value: String?)? {
    let start = index
    while index < limit,
      bytes[index].isLabelByte || bytes.has(":", at: index) || bytes.has(".", at: index)
    {
      index += 1
    }
    guard index > start, !bytes[start].isDigit else { return nil }
    let name = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
    let afterName = index
    skipWhitespace(in: bytes, at: &index, limit: limit)
    guard index < limit, bytes[index] == UInt8(ascii: "=") else {
      index = afterName
      return (name, nil)
    }
    index += 1
    skipWhitespace(in: bytes, at: &index, limit: limit)
    guard index < limit else { return nil }
    let quote = bytes[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let close = bytes[(index + 1)..<limit].firstIndex(of: quote) else { return nil }
      defer { index = close + 1 }
      return (name, String(decoding: bytes[(index + 1)..<close], as: UTF8.self))
    }
    let valueStart = index
    while index < limit, !bytes[index].isWhitespace, !"\"'=<>`".utf8.contains(bytes[index]) {
      index += 1
    }
    guard index > valueStart else { return nil }
    return (name, String(decoding: bytes[valueStart..<index], as: UTF8.self))
  }

  private func name(in bytes: [UInt8], at index: inout Int, limit: Int) -> String? {
    let start = index
    guard index < limit, bytes[index].isLetter else { return nil }
    while index < limit, bytes[index].isLetter || bytes[index].isDigit || bytes.has("-", at: index)
    {
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
  }

  @discardableResult
  private func skipWhitespace(in bytes: [UInt8], at index: inout Int, limit: Int) -> Bool {
    let start = index
    while index < limit, bytes[index].isWhitespace { index += 1 }
    return index > start
  }

  private mutating func comment(
    endingIn mark: StaticString, in bytes: [UInt8], from start: Int, limit: Int
  ) -> (HTMLToken, Int)? {
    guard !unclosed.contains("\(mark)") else { return nil }
    var index = start
    while index < limit {
      if bytes.has(mark, at: index) { return (.comment, index + mark.utf8CodeUnitCount) }
      index += 1
    }
    unclosed.insert("\(mark)")
    return nil
  }
}
