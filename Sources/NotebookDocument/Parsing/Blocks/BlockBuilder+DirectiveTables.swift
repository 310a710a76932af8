extension BlockBuilder {
  /// The table of MyST's `table`, which holds one with a header line, or `list-table`, whose rows
  /// are the items of a list and whose cells are the items of lists in them; `nil` where it holds
  /// something else.
  func table(_ directive: Directive, _ content: [Block], line: Int) -> Block? {
    guard content.count == 1 else { return nil }
    var table: ProseTable
    switch content[0].kind {
    case .table(let inner) where directive.name == "table": table = inner
    case .list(let rows) where directive.name == "list-table":
      guard let read = self.table(rows, directive) else { return nil }
      table = read
    default: return nil
    }
    table.caption = inlines.parse(directive.argument, line: line)
    table.label = directive.identifier
    return Block(.table(table), line: line)
  }

  private func table(_ list: List, _ directive: Directive) -> ProseTable? {
    var rows: [[[Block]]] = []
    for item in list.items {
      guard item.blocks.count == 1, case .list(let cells) = item.blocks[0].kind else { return nil }
      rows.append(cells.items.map(\.blocks))
    }
    let columns = rows.map(\.count).max() ?? 0
    for index in rows.indices {
      rows[index] += Array(repeating: [], count: columns - rows[index].count)
    }
    let hasHeader = directive.options["header-rows"].flatMap { Int($0) } ?? 0 > 0
    return ProseTable(
      alignments: Array(repeating: .none, count: columns),
      header: hasHeader ? rows.removeFirst() : [],
      rows: rows, caption: [])
  }

  /// The notes that MyST's `toctree` lists, `name` or `words <name>` a line, as links.
  func contents(_ directive: Directive, _ lines: ArraySlice<Substring>, line: Int) -> [Block] {
    guard directive.options["hidden"] == nil else { return [] }
    let first = line + 1 + directive.optionCount
    var items: [List.Item] = []
    for (number, text) in lines.enumerated() {
      let entry = RoleText(String(text))
      // A pattern of names, and the page itself.
      guard !entry.target.isEmpty, !entry.target.contains("*"), entry.target != "self" else {
        continue
      }
      let link = Link(
        destination: NoteName.linked(entry.target), content: entry.text.map { [.text($0)] } ?? [],
        line: first + number)
      items.append(
        List.Item(blocks: [Block(.paragraph([.link(link)]), line: first + number)]))
    }
    guard !items.isEmpty else { return [] }
    let caption = inlines.parse(directive.options["caption"] ?? "", line: line)
    let head = caption.isEmpty ? [] : [Block(.paragraph([.strong(caption)]), line: line)]
    return head + [Block(.list(List(isTight: true, items: items)), line: first)]
  }
}
