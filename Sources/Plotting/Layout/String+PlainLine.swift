import NotebookDisplay

extension String {
  /// The text as it stands in a drawing: in one line, without the sequences with which programs set
  /// colours, links and titles on a terminal.
  var plainLine: String {
    let text = TerminalText.settled(self)
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else { return text }
    return text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
  }

  /// The plain line of a title; `nil` where it has nothing to read, which is no title.
  var titleLine: String? {
    let line = plainLine
    return line.allSatisfy(\.isWhitespace) ? nil : line
  }
}
