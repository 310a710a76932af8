extension Notebook {
  /// The tree as a drawing, for tests and for finding out how a note was understood.
  ///
  /// ```
  /// note
  /// ├─ heading 1 #title "Title"
  /// └─ paragraph
  ///    ├─ text "See "
  ///    └─ reference fig-loss
  /// ```
  package var treeDescription: String {
    var nodes = blocks.map(TreeNode.init)
    nodes += footnotes.map { TreeNode("footnote \($0.label)", $0.blocks.map(TreeNode.init)) }
    return TreeNode("note", nodes).drawing
  }
}

/// A line of the drawing, with what hangs below it.
private struct TreeNode {
  var title: String
  var children: [TreeNode]

  init(_ title: String, _ children: [TreeNode] = []) {
    self.title = title
    self.children = children
  }

  /// What holds one paragraph is drawn without it.
  init(_ title: String, _ blocks: [Block]) {
    if blocks.count == 1, case .paragraph(let content) = blocks[0].kind {
      self.init(title, content.map(TreeNode.init))
    } else {
      self.init(title, blocks.map(TreeNode.init))
    }
  }

  init(_ block: Block) {
    switch block.kind {
    case .heading(let heading):
      let number = heading.isNumbered ? "" : " unnumbered"
      self.init(
        "heading \(heading.level) #\(heading.identifier)\(number)",
        heading.content.map(TreeNode.init))
    case .paragraph(let content): self.init("paragraph", content.map(TreeNode.init))
    case .quote(let blocks): self.init("quote", blocks.map(TreeNode.init))
    case .callout(let callout):
      let fold = callout.fold == .none ? "" : " \(callout.fold.rawValue)"
      let title = callout.title.isEmpty ? [] : [TreeNode("title", callout.title.map(TreeNode.init))]
      let name = callout.identifier.map { " #" + $0 } ?? ""
      self.init("callout \(callout.type)\(name)\(fold)", title + callout.blocks.map(TreeNode.init))
    case .division(let division):
      let statement = division.statement.map { " \($0.name)" } ?? ""
      let title =
        division.title.isEmpty ? [] : [TreeNode("title", division.title.map(TreeNode.init))]
      self.init(
        "division\(statement)\(division.attributes.drawing)",
        title + division.blocks.map(TreeNode.init))
    case .list(let list):
      let style = list.style == .decimal ? "" : " \(list.style)"
      let kind = list.start.map { "list from \($0)\(style)" } ?? "list"
      self.init(
        list.isTight ? kind : kind + " loose",
        list.items.map { item in
          TreeNode(
            item.task.map { "task \($0)" } ?? "item",
            item.blocks.map(TreeNode.init))
        })
    case .definitionList(let definitions):
      self.init(
        "definitions",
        definitions.flatMap { definition in
          [TreeNode("term", definition.term.map(TreeNode.init))]
            + definition.descriptions.map { TreeNode("description", $0) }
        })
    case .code(let language, let text):
      self.init("code\(language.map { " \($0)" } ?? "") \(text.debugDescription)")
    case .cell(let number): self.init("cell \(number)")
    case .math(let formula): self.init(.math(formula))
    case .table(let table):
      let label = table.label.map { " #\($0)" } ?? ""
      let caption =
        table.caption.isEmpty ? [] : [TreeNode("caption", table.caption.map(TreeNode.init))]
      let rows = ([table.header] + table.rows).map { row in
        TreeNode("row", row.map { TreeNode("cell", $0) })
      }
      self.init(
        "table \(table.alignments.map(\.rawValue).joined(separator: " "))\(label)", caption + rows)
    case .html(let text): self.init("html \(text.debugDescription)")
    case .thematicBreak: self.init("rule")
    }
    if let identifier = block.identifier { title += " ^\(identifier)" }
  }

  init(_ element: Inline) {
    switch element {
    case .text(let text): self.init("text \(text.debugDescription)")
    case .softBreak: self.init("soft break")
    case .lineBreak: self.init("line break")
    case .code(let text): self.init("code \(text.debugDescription)")
    case .html(let text): self.init("html \(text.debugDescription)")
    case .emphasis(let content): self.init("emphasis", content.map(TreeNode.init))
    case .strong(let content): self.init("strong", content.map(TreeNode.init))
    case .strikethrough(let content): self.init("strikethrough", content.map(TreeNode.init))
    case .mark(let content): self.init("mark", content.map(TreeNode.init))
    case .subscript(let content): self.init("subscript", content.map(TreeNode.init))
    case .superscript(let content): self.init("superscript", content.map(TreeNode.init))
    case .link(let link): self.init("link \(link.destination)", link.content.map(TreeNode.init))
    case .image(let picture):
      let size = [picture.width, picture.height].compactMap { $0.map(\.description) }
      let words = [
        "image", picture.source, picture.alternativeText.debugDescription,
        size.joined(separator: "x"), picture.label.map { "#" + $0 } ?? "",
      ]
      self.init(words.filter { !$0.isEmpty }.joined(separator: " "))
    case .math(let formula):
      let label = ([formula.label].compactMap(\.self) + formula.rowLabels).map { " #\($0)" }
        .joined()
      self.init(
        "\(formula.isDisplayed ? "display math" : "math") \(formula.tex.debugDescription)\(label)")
    case .reference(let reference):
      let form = reference.form == .full ? "" : " \(reference.form.rawValue)"
      self.init("reference \(reference.label)\(form)")
    case .citation(let citation):
      let items = citation.items.map { item in
        [item.prefix, (item.suppressesAuthor ? "-@" : "@") + item.key, item.suffix]
          .filter { !$0.isEmpty }.joined(separator: " ")
      }
      self.init(
        "citation\(citation.isNarrative ? " narrative" : "") \(items.joined(separator: "; "))")
    case .span(let attributes, let content):
      self.init("span\(attributes.drawing)", content.map(TreeNode.init))
    case .footnote(let number): self.init("footnote reference \(number + 1)")
    case .wikiLink(let link):
      let target = link.note + (link.fragment.map { "#" + $0 } ?? "")
      self.init("wiki link \(target)\(link.text.map { " " + $0.debugDescription } ?? "")")
    case .inlineResult(let number): self.init("inline result \(number)")
    case .tag(let name): self.init("tag \(name)")
    }
  }

  var drawing: String {
    var text = title + "\n"
    for (index, child) in children.enumerated() {
      let isLast = index == children.count - 1
      let lines = child.drawing.split(separator: "\n")
      for (number, line) in lines.enumerated() {
        text += (number == 0 ? (isLast ? "└─ " : "├─ ") : (isLast ? "   " : "│  ")) + line + "\n"
      }
    }
    return text
  }
}

extension Attributes {
  /// `#name .class key=value`, after a space.
  fileprivate var drawing: String {
    let words =
      [identifier.map { "#" + $0 }].compactMap(\.self) + classes.map { "." + $0 }
      + values.map { "\($0.key)=\($0.text)" }
    return words.map { " " + $0 }.joined()
  }
}
