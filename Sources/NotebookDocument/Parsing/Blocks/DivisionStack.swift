/// The blocks made so far, and the divisions that are open around them.
struct DivisionStack {
  var blocks: [Block] = []
  private var opened: [(fence: DivisionFence, line: Int, outer: [Block])] = []

  var depth: Int { opened.count }

  /// The note's line of the innermost open one.
  var line: Int { opened.last?.line ?? 1 }

  mutating func open(_ fence: DivisionFence, line: Int) {
    opened.append((fence, line, blocks))
    blocks = []
  }

  /// Ends the innermost one.
  mutating func close() -> (fence: DivisionFence, line: Int, blocks: [Block])? {
    guard let last = opened.popLast() else { return nil }
    let inner = blocks
    blocks = last.outer
    return (last.fence, last.line, inner)
  }
}

extension BlockBuilder {
  /// The line `:::` that a paragraph stands for.
  func fence(_ node: CommonMarkNode) -> ExtensionElement.Kind? {
    guard case .paragraph = node.kind, node.children.count == 1,
      case .element(let number)? = ExtensionElement.pieces(of: node.children[0].literal).first
    else { return nil }
    let kind = parser.elements[number].kind
    switch kind {
    case .divisionStart, .divisionEnd: return kind
    default: return nil
    }
  }

  /// Ends the innermost division and appends it to the blocks around it.
  func close(_ divisions: inout DivisionStack) {
    guard let (fence, line, blocks) = divisions.close() else { return }
    let attributes = fence.attributes
    guard isShown(attributes) else {
      divisions.blocks += definitions(in: blocks)
      return
    }
    if let type = calloutType(attributes.classes) {
      divisions.blocks.append(
        Block(.callout(callout(type, fence, blocks, line: line)), line: line))
    } else {
      divisions.blocks.append(
        Block(.division(Division(attributes: attributes, blocks: blocks)), line: line))
    }
  }

  /// The formulas of a block that is left out which define macros: they hold all the same.
  private func definitions(in blocks: [Block]) -> [Block] {
    var formulas: [Block] = []
    ProseWalk.visit(
      blocks,
      inline: { element in
        if case .math(let formula) = element, formula.mayDefineMacros {
          formulas.append(Block(.math(formula), line: formula.line))
        }
      })
    return formulas
  }

  /// Quarto's blocks for some formats only; a report is HTML.
  private func isShown(_ attributes: Attributes) -> Bool {
    func applies() -> Bool {
      if let format = attributes["when-format"] { return format.hasPrefix("html") }
      if let format = attributes["unless-format"] { return !format.hasPrefix("html") }
      return true
    }
    if attributes.has(class: "content-visible") { return applies() }
    if attributes.has(class: "content-hidden") { return !applies() }
    return true
  }

  /// Quarto's `callout-note`, and the names by which MyST and others know the same.
  private func calloutType(_ classes: [String]) -> String? {
    if let name = classes.first(where: { $0.hasPrefix("callout-") }) {
      return String(name.dropFirst("callout-".count))
    }
    let names: Set = [
      "note", "tip", "warning", "important", "caution", "danger", "info", "hint", "attention",
      "error", "admonition", "example", "seealso",
    ]
    return classes.first(where: names.contains)
  }

  private func callout(
    _ type: String, _ fence: DivisionFence, _ blocks: [Block], line: Int
  ) -> Callout {
    var blocks = blocks
    var title: [Inline] = []
    if let text = fence.attributes["title"] ?? (fence.title.isEmpty ? nil : fence.title) {
      title = inlines.parse(text, line: line)
    } else if case .heading(let heading) = blocks.first?.kind {
      title = heading.content
      blocks.removeFirst()
    }
    let fold: Callout.Fold =
      switch fence.attributes["collapse"] {
      case "true": .closed
      case "false": .open
      default: .none
      }
    return Callout(type: type, title: title, fold: fold, blocks: blocks)
  }
}
