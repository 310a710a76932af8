internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument

extension ReportPage {
  /// HTML that a cell shows: what the note's own may hold, and drawings.
  func html(_ html: String, of cell: Cell) -> [MarkupNode] {
    guard !renderer.trustsHTML else { return [.raw(html)] }
    outputCount += 1
    var filter = RawHTMLFilter(output: html, name: "\(outputCount).")
    // Whatever is wrong, the cell's first line is the place that the author knows.
    var context = htmlContext
    context.line = cell.firstLine
    context.isOneLine = true
    let nodes = filter.nodes(forWhole: html, context)
    diagnostics += filter.diagnostics
    return nodes
  }
}

extension TerminalText.Run {
  /// The text in the classes of its style.
  var markup: MarkupNode {
    let classes = style.classes
    guard !classes.isEmpty else { return .text(text) }
    return .element("span", ["class": classes.joined(separator: " ")], [.text(text)])
  }
}

extension TerminalStyle {
  /// Black and white on the page's ground are the colour of its text.
  fileprivate var classes: [String] {
    guard self != TerminalStyle() else { return [] }
    var classes = ["tm"]
    if let color, color != .black, color != .white { classes.append("tc\(color.rawValue)") }
    if let background { classes.append("tb\(background.rawValue)") }
    for (isSet, name) in [
      (isBold, "t-b"), (isFaint, "t-f"), (isItalic, "t-i"), (isReversed, "t-r"),
      (isUnderlined && !isStruck, "t-u"), (isStruck, "t-s"),
    ] where isSet {
      classes.append(name)
    }
    return classes
  }
}
