/// What a line of a text belongs to, as cmark sees it.
enum LineKind: UInt8 {
  case other, prose, html
  /// Code, and raw HTML in which nothing is read, such as `<pre>`.
  case code

  /// The kinds of all 1-based lines, and the ranges of lines that are paragraphs or headings.
  static func map(
    of tree: CommonMarkNode, lineCount: Int
  ) -> (kinds: [LineKind], leaves: [ClosedRange<Int>]) {
    var kinds = [LineKind](repeating: .other, count: lineCount + 2)
    var leaves: [ClosedRange<Int>] = []
    var open = [tree]
    while let node = open.popLast() {
      let lines = node.startLine...min(max(node.startLine, node.endLine), lineCount + 1)
      let kind: LineKind
      switch node.kind {
      case .document, .quote, .list, .item:
        open.append(contentsOf: node.children.reversed())
        continue
      case .paragraph, .heading:
        kind = .prose
        leaves.append(lines)
      case .codeBlock: kind = .code
      case .htmlBlock: kind = node.isVerbatim ? .code : .html
      default: continue
      }
      for line in lines { kinds[line] = kind }
    }
    return (kinds, leaves)
  }
}

extension CommonMarkNode {
  /// Whether a block of raw HTML is a comment or shows its text as it is.
  fileprivate var isVerbatim: Bool {
    let start = literal.prefix { $0 == " " }.endIndex
    let text = literal[start...].prefix(10).lowercased()
    return ["<pre", "<script", "<style", "<textarea", "<!--"].contains(where: text.hasPrefix)
  }
}
