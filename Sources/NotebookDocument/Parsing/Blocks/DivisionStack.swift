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
    guard parser.isShown(attributes) else {
      divisions.blocks += definitions(in: blocks)
      return
    }
    if fence.isDirective, let found = directive(fence, blocks, line: line) {
      divisions.blocks += found
    } else if let statement = statement(attributes) {
      var division = Division(attributes: attributes, blocks: blocks, statement: statement)
      division.title = takeTitle(of: fence, or: "name", from: &division.blocks, line: line)
      divisions.blocks.append(Block(.division(division), line: line))
    } else if let type = calloutType(attributes.classes) {
      divisions.blocks.append(
        Block(.callout(callout(type, fence, blocks, line: line)), line: line))
    } else {
      var division = Division(attributes: attributes, blocks: blocks)
      if division.floatKind == .figure
        || attributes.values.contains(where: { $0.key.hasPrefix("layout") })
      {
        division.blocks = blocks.map(\.showingCaptions)
      }
      divisions.blocks.append(Block(.division(division), line: line))
    }
  }

  /// What a fence of colons with a directive of MyST is here.
  private func directive(_ fence: DivisionFence, _ blocks: [Block], line: Int) -> [Block]? {
    var directive = Directive(name: fence.attributes.classes[0], argument: fence.title)
    var blocks = blocks
    // Its options have been read as the first lines of its text.
    if case .paragraph(let content)? = blocks.first?.kind {
      var rest = content[...]
      while let end = rest.firstIndex(of: .softBreak) ?? (rest.isEmpty ? nil : rest.endIndex),
        directive.take(Array(rest[..<end]).plainText)
      {
        rest = rest[end...].dropFirst()
      }
      blocks[0].kind = .paragraph(Array(rest))
      if rest.isEmpty { blocks.removeFirst() }
    }
    if let found = self.blocks(of: directive, line: line, { blocks }) { return found }
    guard let name = directive.identifier else { return nil }
    // What other programs would put here, such as `glue:figure`.
    parser.addOtherCell(name, language: directive.name)
    return blocks
  }

  /// The theorem, proof or the like that a division is by its label or its class.
  private func statement(_ attributes: Attributes) -> Division.Statement? {
    let kind = attributes.identifier.flatMap(Reference.Kind.init(label:))
    if let kind, kind.family == .statement { return .kind(kind) }
    for name in attributes.classes {
      switch name {
      case "proof": return .proof
      case "remark": return .kind(.remark)
      case "solution": return .kind(.solution)
      default: break
      }
    }
    return nil
  }

  /// What stands as the title in a fence or its attributes, of which theorems have another one, or
  /// the heading that the blocks begin with.
  private func takeTitle(
    of fence: DivisionFence, or name: String = "title", from blocks: inout [Block], line: Int
  ) -> [Inline] {
    let text =
      fence.attributes["title"] ?? fence.attributes[name]
      ?? (fence.title.isEmpty ? nil : fence.title)
    if let text { return inlines.parse(text, line: line) }
    guard case .heading(let heading) = blocks.first?.kind else { return [] }
    blocks.removeFirst()
    return heading.content
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
    let title = takeTitle(of: fence, from: &blocks, line: line)
    let fold: Callout.Fold =
      switch fence.attributes["collapse"] {
      case "true": .closed
      case "false": .open
      default: .none
      }
    return Callout(
      type: type, title: title, fold: fold, blocks: blocks, identifier: fence.attributes.identifier)
  }
}

extension Block {
  /// The block with the captions of its pictures, which are parts of a figure or a layout.
  package var showingCaptions: Block {
    guard case .paragraph(var content) = kind,
      content.allSatisfy({ $0.picture != nil || $0.isBlank })
    else { return self }
    for index in content.indices {
      content[index].changePicture { $0.showsCaption = !$0.caption.isEmpty }
    }
    var block = self
    block.kind = .paragraph(content)
    return block
  }
}
