internal import CCommonMark

/// A node of the tree that cmark makes of a text; positions are lines and columns of that text.
struct CommonMarkNode {
  enum Kind: Equatable {
    case document, quote, item, paragraph, thematicBreak
    case list(start: Int?, isTight: Bool)
    case codeBlock(info: String)
    case htmlBlock
    case heading(level: Int)
    case text, softBreak, lineBreak, code, htmlInline, emphasis, strong
    case link(destination: String, title: String)
    case image(source: String, title: String)
  }

  var kind: Kind
  var literal = ""
  var startLine: Int
  /// `nil` where quotes and lists around it put something before it that is not counted.
  var startColumn: Int?
  var endLine: Int
  var children: [CommonMarkNode] = []

  /// Quotes and lists inside each other, and emphasis inside emphasis, are kept to this depth;
  /// what lies deeper is put into the deepest one kept. The tree is walked by recursion, and
  /// nobody writes a hundred levels on purpose.
  static let greatestDepth = 64
}

/// CommonMark as read by libcmark. This file is the only code that sees the library.
enum CommonMarkTree {
  /// Parses a text. `isTooDeep` is set when nesting had to be cut.
  static func parse(_ text: [UInt8], isTooDeep: inout Bool) -> CommonMarkNode {
    let document = text.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        cmark_parse_document(
          $0.baseAddress, $0.count, CMARK_OPT_DEFAULT | CMARK_OPT_SOURCEPOS)
      }
    }
    defer { cmark_node_free(document) }
    cmark_consolidate_text_nodes(document)
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }

    /// The nodes that are open, outermost first.
    var open: [CommonMarkNode] = []
    /// For each entered container, whether it is one of `open`.
    var isKept: [Bool] = []
    var depth = 0
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
      if event == CMARK_EVENT_ENTER {
        let entered = self.node(node)
        guard entered.isContainer else {
          open[open.count - 1].children.append(entered)
          continue
        }
        let keeps: Bool
        switch entered.kind {
        case .document, .paragraph, .heading: keeps = true
        case .item: keeps = isKept.last == true
        default: keeps = depth < CommonMarkNode.greatestDepth
        }
        if keeps { open.append(entered) } else { isTooDeep = true }
        isKept.append(keeps)
        depth += 1
      } else if event == CMARK_EVENT_EXIT {
        depth -= 1
        guard isKept.removeLast(), open.count > 1 else { continue }
        let finished = open.removeLast()
        open[open.count - 1].children.append(finished)
      }
    }
    let lines = LineEnds(text)
    for index in open.first?.children.indices ?? 0..<0 { lines.mend(&open[0].children[index]) }
    return open.first ?? CommonMarkNode(kind: .document, startLine: 1, startColumn: 1, endLine: 1)
  }

  private static func node(_ node: OpaquePointer) -> CommonMarkNode {
    var result = CommonMarkNode(
      kind: kind(node),
      startLine: Int(cmark_node_get_start_line(node)),
      startColumn: Int(cmark_node_get_start_column(node)),
      endLine: Int(cmark_node_get_end_line(node)))
    if let literal = cmark_node_get_literal(node) { result.literal = String(cString: literal) }
    return result
  }

  private static func kind(_ node: OpaquePointer) -> CommonMarkNode.Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST:
      .list(
        start: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
          ? Int(cmark_node_get_list_start(node)) : nil,
        isTight: cmark_node_get_list_tight(node) != 0)
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK: .codeBlock(info: String(cString: cmark_node_get_fence_info(node)))
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_HTML_INLINE: .htmlInline
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK:
      .link(
        destination: String(cString: cmark_node_get_url(node)),
        title: String(cString: cmark_node_get_title(node)))
    case CMARK_NODE_IMAGE:
      .image(
        source: String(cString: cmark_node_get_url(node)),
        title: String(cString: cmark_node_get_title(node)))
    default: .text
    }
  }
}

/// HTML's character references such as `&eacute;`, which CommonMark knows all of.
package enum CharacterReferences {
  /// A text with the characters that its references stand for.
  package static func decoded(_ text: String) -> String {
    guard text.contains("&") else { return text }
    return text.replacing(#/&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/#) {
      var isTooDeep = false
      let tree = CommonMarkTree.parse(Array($0.output.utf8), isTooDeep: &isTooDeep)
      return tree.children.first?.plainText ?? String($0.output)
    }
  }
}

/// Puts last lines right: of an underlined heading cmark says the line after it, except at the end
/// of the text, and of raw HTML that ends with its own mark, such as a comment, the line before.
private struct LineEnds {
  private let text: [UInt8]
  private let starts: [Int]

  init(_ text: [UInt8]) {
    self.text = text
    starts = [0] + text.indices.lazy.filter { text[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  func mend(_ node: inout CommonMarkNode) {
    switch node.kind {
    case .quote, .list, .item:
      for index in node.children.indices { mend(&node.children[index]) }
    case .heading where node.endLine - 1 > node.startLine && isUnderline(node.endLine - 1):
      node.endLine -= 1
    case .htmlBlock:
      let lineCount = node.literal.utf8.count { $0 == UInt8(ascii: "\n") }
      node.endLine = max(node.endLine, node.startLine + lineCount - 1)
    default: break
    }
  }

  private func isUnderline(_ line: Int) -> Bool {
    guard line <= starts.count else { return false }
    let end = line < starts.count ? starts[line] - 1 : text.count
    let content = text[
      ContainerPrefix.end(in: text, starts[line - 1]..<end, listMarkers: false)..<end
    ]
    .trimmingSuffix(while: \.isSpaceOrTab)
    guard let mark = content.first, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else {
      return false
    }
    return content.allSatisfy { $0 == mark }
  }
}

extension CommonMarkNode {
  fileprivate var isContainer: Bool {
    switch kind {
    case .document, .quote, .item, .list, .paragraph, .heading, .emphasis, .strong, .link, .image:
      true
    case .thematicBreak, .codeBlock, .htmlBlock, .text, .softBreak, .lineBreak, .code, .htmlInline:
      false
    }
  }

  /// The text of a node and all below it.
  var plainText: String {
    switch kind {
    case .softBreak, .lineBreak: " "
    case .text, .code: literal
    default: children.map(\.plainText).joined()
    }
  }
}
