extension BlockBuilder {
  /// What a fence of backticks with a directive of MyST is here; `nil` for one that is unknown,
  /// which is shown as code.
  func directive(_ node: CommonMarkNode, info: String, literal: String, line: Int) -> [Block]? {
    guard var directive = Directive(info: info) else { return nil }
    let lines = literal.split(separator: "\n", omittingEmptySubsequences: false)
    directive.takeBlock(lines)
    if directive.optionCount == 0 { for line in lines where !directive.take(line) { break } }
    let rest = lines.dropFirst(directive.optionCount).joined(separator: "\n")
    switch directive.name {
    case "math":
      var formula = Formula(
        tex: rest.trimmed, isDisplayed: true, line: line + 1 + directive.optionCount, column: 1)
      formula.takeLabels()
      formula.label = directive.identifier ?? formula.label
      return [Block(.math(formula), line: line)]
    case "code", "code-block", "sourcecode", "code-cell":
      let language = directive.argument.isEmpty ? nil : directive.argument
      let code = Block(.code(language: language, text: rest), line: line)
      guard let name = directive.identifier else { return [code] }
      if directive.name == "code-cell" {
        parser.addOtherCell(name, language: language ?? "another language")
        return [code]
      }
      var attributes = Attributes()
      attributes.identifier = name
      return [listing(code, attributes, caption: directive.options["caption"] ?? "")]
    case "literalinclude":
      let text = parser.including("{{< include \(directive.argument) >}}\n", line: line)
      return [Block(.code(language: directive.options["language"], text: text), line: line)]
    case "toctree": return contents(directive, lines.dropFirst(directive.optionCount), line: line)
    // Entries of an index are not shown; the page has contents of its own.
    case "index", "contents", "tableofcontents", "exercise-end", "solution-end": return []
    default:
      let blocks = blocks(of: directive, line: line) {
        parser.parseNested(self.body(node, directive))
      }
      // What other programs would put here, such as `glue:figure`.
      if blocks == nil, let name = directive.identifier {
        parser.addOtherCell(name, language: directive.name)
      }
      return blocks
    }
  }

  /// The text of a directive behind its options.
  private func body(_ node: CommonMarkNode, _ directive: Directive) -> SourceMappedText {
    var body = SourceMappedText()
    let column = (node.startColumn ?? 1) - 1
    for number
      in (node.startLine + 1 + directive.optionCount)..<max(node.endLine, node.startLine + 1)
    where number > node.startLine {
      let range = text.range(ofLine: number)
      let indentation = text.bytes[range].prefix(column).prefix {
        $0.isSpaceOrTab || $0 == UInt8(ascii: ">")
      }
      body.append(text, indentation.endIndex..<min(range.upperBound + 1, text.bytes.count))
    }
    return body
  }

  /// The blocks that a directive with a text is; `nil` for one that is unknown.
  func blocks(of directive: Directive, line: Int, _ content: () -> [Block]) -> [Block]? {
    let title = { self.inlines.parse(directive.argument, line: line) }
    if let type = directive.calloutType {
      let callout = Callout(
        type: type, title: title(), fold: directive.fold, blocks: content(),
        identifier: directive.identifier)
      return [Block(.callout(callout), line: line)]
    }
    var attributes = Attributes()
    attributes.identifier = directive.identifier
    if let statement = directive.statement {
      // The solution of an exercise names that.
      let isSolution = statement == .kind(.solution)
      let division = Division(
        attributes: attributes, blocks: content(), title: isSolution ? [] : title(),
        statement: statement)
      return [Block(.division(division), line: line)]
    }
    switch directive.name {
    case "figure", "image": return [figure(directive, content(), line: line)]
    case "table", "list-table": return table(directive, content(), line: line).map { [$0] }
    case "epigraph", "pull-quote", "blockquote": return [Block(.quote(content()), line: line)]
    case "bibliography":
      attributes.identifier = "refs"
      return [Block(.division(Division(attributes: attributes, blocks: [])), line: line)]
    case "tab-set", "grid", "div", "margin", "aside", "sidebar", "topic", "tab-item", "card",
      "grid-item", "grid-item-card":
      let name = title()
      let head = name.isEmpty ? [] : [Block(.paragraph([.strong(name)]), line: line)]
      return [
        Block(.division(Division(attributes: attributes, blocks: head + content())), line: line)
      ]
    default: return nil
    }
  }

  private func figure(_ directive: Directive, _ content: [Block], line: Int) -> Block {
    var picture = Picture(
      source: directive.argument, alternativeText: directive.options["alt"] ?? "", line: line)
    picture.width = directive.options["width"].flatMap { Length($0) }
    picture.height = directive.options["height"].flatMap { Length($0) }
    picture.label = directive.identifier
    if case .paragraph(let caption)? = content.first?.kind {
      picture.caption = caption
      picture.showsCaption = true
      if directive.options["alt"] == nil { picture.alternativeText = caption.plainText }
    }
    let block = Block(.paragraph([.image(picture)]), line: line)
    guard content.count > 1 else { return block }
    let legend = Division(attributes: Attributes(), blocks: [block] + content.dropFirst())
    return Block(.division(legend), line: line)
  }
}
