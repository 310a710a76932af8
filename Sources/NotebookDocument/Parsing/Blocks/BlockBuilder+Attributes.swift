/// `{#name .class}` or MyST's `(name)=` on a line of its own, which belongs to the block below.
struct LeadingAttributes {
  var attributes: Attributes
  /// What the author wrote, for where no block follows.
  var source: String
  var line: Int
}

extension BlockBuilder {
  /// Takes a first line off that holds nothing but attributes or a name, as in MyST and Djot.
  func takeLeadingAttributes(from node: inout CommonMarkNode) -> LeadingAttributes? {
    switch node.kind {
    case .paragraph, .heading: break
    default: return nil
    }
    guard let first = node.children.first, case .text = first.kind,
      node.children.count == 1 || node.children[1].kind == .softBreak,
      let attributes = attributes(of: first.literal)
    else { return nil }
    if case .heading = node.kind, node.children.count == 1 { return nil }
    let leading = LeadingAttributes(
      attributes: attributes, source: parser.elements.restored(first.literal),
      line: noteLine(node.startLine))
    node.children.removeFirst(min(node.children.count, 2))
    node.startLine += 1
    node.startColumn = nil
    return leading
  }

  /// The attributes that a line is.
  private func attributes(of line: String) -> Attributes? {
    if line.hasPrefix("("), line.hasSuffix(")=") {
      let name = line.dropFirst().dropLast(2)
      guard !name.isEmpty, name.utf8.allSatisfy({ $0.isNameByte }) else { return nil }
      var attributes = Attributes()
      attributes.identifier = String(name)
      return attributes
    }
    let pieces = ExtensionElement.pieces(of: line)
    guard pieces.count == 1, case .element(let number) = pieces[0],
      case .attributes(let attributes) = parser.elements[number].kind,
      // kramdown's `{: #name}` stands below its block.
      !parser.elements[number].source.hasPrefix("{:")
    else { return nil }
    return attributes
  }

  /// Gives a block the attributes of the lines above; of several names it has the last, and those
  /// before lead to it too.
  func apply(_ lines: [LeadingAttributes], to block: inout Block) {
    guard let last = lines.last else { return }
    apply(last.attributes, to: &block)
    for line in lines.dropLast().reversed() where line.attributes.identifier != nil {
      block = Block(
        .division(Division(attributes: line.attributes, blocks: [block])), line: block.line)
    }
  }

  /// What takes no attributes of its own gets a division around it, to which links can lead.
  private func apply(_ attributes: Attributes, to block: inout Block) {
    let name = attributes.identifier
    let kind = name.flatMap(Reference.Kind.init(label:))
    switch block.kind {
    case .heading(var heading):
      if let name { heading.identifier = parser.ownHeadingIdentifier(name) }
      if attributes.has(class: "unnumbered") { heading.isNumbered = false }
      if attributes.has(class: "unlisted") { heading.isListed = false }
      block.kind = .heading(heading)
    case .table(var table) where table.label == nil && kind == .table:
      table.label = name
      block.kind = .table(table)
    case .math(var formula) where formula.label == nil && kind == .equation:
      formula.label = name
      block.kind = .math(formula)
    case .paragraph(var content)
    where content.count == 1 && content[0].picture?.label == nil && kind == .figure
      && content[0].picture != nil:
      content[0].changePicture { $0.label = name }
      block.kind = .paragraph(content)
    case .callout(var callout) where callout.identifier == nil:
      callout.identifier = name
      block.kind = .callout(callout)
    case .division(var division) where division.attributes.identifier == nil:
      division.attributes.merge(attributes)
      block.kind = .division(division)
    default:
      guard name != nil else { return }
      block = Block(
        .division(Division(attributes: attributes, blocks: [block])), line: block.line)
    }
  }
}
