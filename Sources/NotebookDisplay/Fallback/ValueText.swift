/// Writes any value as readable text of bounded length, for values that say nothing themselves.
///
/// Structures, enumerations and tuples are written as in source code, on one line where they fit
/// and else a field a line; long collections show their beginning and how many elements follow.
package struct ValueText {
  /// The longest line that is not broken into fields.
  package var widthLimit = 80
  /// Where the text as a whole is cut.
  package var characterLimit = 10_000
  /// How many elements of a collection are written.
  package var elementLimit = 20
  /// How deep values within values are opened.
  package var depthLimit = 6

  /// Creates a writer.
  package init(
    widthLimit: Int = 80, characterLimit: Int = 10_000, elementLimit: Int = 20, depthLimit: Int = 6
  ) {
    self.widthLimit = widthLimit
    self.characterLimit = characterLimit
    self.elementLimit = elementLimit
    self.depthLimit = depthLimit
  }

  /// The text for a value; text is its own, without quotation marks.
  package func text(for value: some Any) -> String {
    if let text = value as? any StringProtocol { return cut(String(text)) }
    return cut(layout(node(for: value, depth: 0), indentation: 0))
  }

  /// Leaves out what is beyond the limit, and says so.
  func cut(_ text: String) -> String {
    guard let end = text.index(text.startIndex, offsetBy: characterLimit, limitedBy: text.endIndex),
      end != text.endIndex
    else { return text }
    return text[..<end] + "… (\(text[end...].count) more characters)"
  }
}

extension ValueText {
  /// Text, or parts between brackets.
  private indirect enum Node {
    case leaf(String)
    case group(prefix: String, open: String, parts: [(label: String, value: Node)], close: String)
  }

  private func node(for value: Any, depth: Int) -> Node {
    if value is any StringProtocol { return .leaf(String(reflecting: value)) }
    // The sign of NaN depends on the processor and means nothing.
    if let number = value as? any BinaryFloatingPoint, number.isNaN { return .leaf("nan") }
    if let duration = value as? Duration { return .leaf(NumberFormat.measured(duration)) }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      guard let wrapped = mirror.children.first else { return .leaf("nil") }
      return node(for: wrapped.value, depth: depth)
    case .collection, .set, .dictionary:
      return collection(mirror, depth: depth)
    default:
      break
    }
    if let describing = value as? any CustomStringConvertible {
      return .leaf(describing.description)
    }
    if let describing = value as? any CustomDebugStringConvertible {
      return .leaf(describing.debugDescription)
    }
    return opened(value, mirror, depth: depth)
  }

  private func collection(_ mirror: Mirror, depth: Int) -> Node {
    if depth == depthLimit { return .leaf(mirror.children.isEmpty ? "[]" : "[…]") }
    var parts: [(label: String, value: Node)]
    if mirror.displayStyle == .dictionary {
      parts = entries(of: mirror, depth: depth)
    } else {
      parts = mirror.children.prefix(elementLimit).map {
        ("", node(for: $0.value, depth: depth + 1))
      }
    }
    let omitted = mirror.children.count - parts.count
    if parts.isEmpty, mirror.displayStyle == .dictionary { return .leaf("[:]") }
    if omitted > 0 { parts.append(("", .leaf("… \(omitted) more"))) }
    return .group(prefix: "", open: "[", parts: parts, close: "]")
  }

  /// The entries of a dictionary by the text of their keys, so that two runs show the same.
  private func entries(of mirror: Mirror, depth: Int) -> [(label: String, value: Node)] {
    let entries = mirror.children.compactMap { child -> (String, Any)? in
      let entry = Array(Mirror(reflecting: child.value).children)
      guard entry.count == 2 else { return nil }
      return (
        layout(node(for: entry[0].value, depth: max(depth + 1, depthLimit - 1)), indentation: 0),
        entry[1].value
      )
    }
    return entries.sorted { $0.0 < $1.0 }.prefix(elementLimit)
      .map { ("\($0.0): ", node(for: $0.1, depth: depth + 1)) }
  }

  private func opened(_ value: Any, _ mirror: Mirror, depth: Int) -> Node {
    let name = mirror.displayStyle == .tuple ? "" : "\(mirror.subjectType)"
    var fields: [Mirror.Child] = []
    var current: Mirror? = mirror
    while let level = current {
      fields.insert(contentsOf: level.children, at: 0)
      current = level.superclassMirror
    }
    if mirror.displayStyle == .enum {
      guard let payload = fields.first else { return .leaf("\(value)") }
      return enumeration(payload, depth: depth)
    }
    if fields.isEmpty {
      return .leaf(name.isEmpty || mirror.displayStyle == nil ? "\(value)" : "\(name)()")
    }
    if depth == depthLimit { return .leaf("\(name)(…)") }
    let parts = fields.prefix(elementLimit).map { field in
      (label(field.label), node(for: field.value, depth: depth + 1))
    }
    let omitted = fields.count - parts.count
    let rest: [(label: String, value: Node)] = omitted > 0 ? [("", .leaf("… \(omitted) more"))] : []
    return .group(prefix: name, open: "(", parts: parts + rest, close: ")")
  }

  private func enumeration(_ payload: Mirror.Child, depth: Int) -> Node {
    let name = payload.label ?? ""
    let values = Mirror(reflecting: payload.value)
    if depth == depthLimit { return .leaf("\(name)(…)") }
    let parts =
      values.displayStyle == .tuple
      ? values.children.map { (label($0.label), node(for: $0.value, depth: depth + 1)) }
      : [("", node(for: payload.value, depth: depth + 1))]
    return .group(prefix: name, open: "(", parts: parts, close: ")")
  }

  /// `name: `, and nothing for a position in a tuple.
  private func label(_ label: String?) -> String {
    guard let label, !label.hasPrefix(".") else { return "" }
    return "\(label): "
  }

  private func layout(_ node: Node, indentation: Int) -> String {
    switch node {
    case .leaf(let text):
      return text
    case .group(let prefix, let open, let parts, let close):
      let texts = parts.map { $0.label + layout($0.value, indentation: indentation + 2) }
      let line = prefix + open + texts.joined(separator: ", ") + close
      if !line.contains("\n"), line.utf8.count <= widthLimit - min(indentation, widthLimit) {
        return line
      }
      let margin = String(repeating: " ", count: indentation + 2)
      let rows = texts.map { margin + $0 }.joined(separator: ",\n")
      return "\(prefix)\(open)\n\(rows)\n\(String(repeating: " ", count: indentation))\(close)"
    }
  }
}
