import MarkupTree

/// What a drawing consists of, one element a line, without the numbers of paths: a snapshot a
/// reader can check.
struct MarkupOutline {
  private(set) var lines: [String] = []

  init(_ node: MarkupNode) { add(node, depth: 0) }

  private mutating func add(_ node: MarkupNode, depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    switch node {
    case .text(let text), .raw(let text): lines.append(indent + "\"\(text)\"")
    case .element(let name, let attributes, let children):
      let values = Dictionary(attributes.map { ($0.name, $0.value ?? "") }) { $1 }
      var line =
        indent + name
        + (values["class"].map { "." + $0.split(separator: " ").joined(separator: ".") } ?? "")
      for key in ["x", "y", "width", "height", "x1", "x2", "y1", "y2", "style", "viewBox"] {
        if let value = values[key] { line += " \(key)=\(value)" }
      }
      if let path = values["d"] {
        let moves = path.count { $0 == "M" }
        line += path.count <= 40 ? " d=\(path)" : " d=(\(moves) piece\(moves == 1 ? "" : "s"))"
      }
      if case .text(let text)? = children.first, children.count == 1 {
        lines.append(line + " \"\(text)\"")
      } else {
        lines.append(line)
        for child in children { add(child, depth: depth + 1) }
      }
    }
  }

  var text: String { lines.joined(separator: "\n") + "\n" }
}
