extension MarkupNode {
  /// The two ways to write an element; they differ in how an empty one ends.
  public enum Syntax: Sendable {
    /// `<br>`, `<p></p>`; inside `<svg>` and `<math>` the other syntax takes over by itself.
    case html
    /// `<path/>`; every attribute has a value.
    case svg
  }

  /// The markup as text, HTML unless told otherwise.
  public func serialized(as syntax: Syntax = .html) -> String {
    var result = ""
    write(as: syntax, to: &result)
    return result
  }

  /// Writes the markup behind what is there.
  fileprivate func write(as syntax: Syntax, to result: inout String) {
    switch self {
    case .text(let text): result += MarkupEscaping.text(text)
    case .raw(let markup): result += markup
    case .element(let name, let attributes, let children):
      let inner = name == "svg" || name == "math" ? Syntax.svg : syntax
      result += "<" + name
      for attribute in attributes { attribute.write(as: inner, to: &result) }
      if inner == .svg && children.isEmpty {
        result += "/>"
        return
      }
      result += ">"
      if inner == .html && Self.voidElements.contains(name) { return }
      for child in children {
        // The content of <style> and <script> is not markup: escaping would change its meaning.
        if case .text(let text) = child, inner == .html, Self.rawTextElements.contains(name) {
          result += text
        } else {
          child.write(as: name == "foreignObject" ? .html : inner, to: &result)
        }
      }
      result += "</" + name + ">"
    }
  }

  /// HTML elements that have no content and no end tag.
  private static let voidElements: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]

  private static let rawTextElements: Set<String> = ["style", "script"]
}

extension MarkupAttribute {
  fileprivate func write(as syntax: MarkupNode.Syntax, to result: inout String) {
    result += " " + name
    if let value {
      result += "=\"" + MarkupEscaping.attribute(value) + "\""
    } else if syntax == .svg {
      result += "=\"\""
    }
  }
}

extension Sequence<MarkupNode> {
  /// The markup of all nodes, one after the other.
  public func serialized(as syntax: MarkupNode.Syntax = .html) -> String {
    var result = ""
    for node in self { node.write(as: syntax, to: &result) }
    return result
  }
}
