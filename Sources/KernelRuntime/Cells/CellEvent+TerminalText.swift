internal import NotebookDisplay

extension CellEvent {
  /// The event with texts as a terminal would show them in the end: what a cell shows or says may
  /// come from a program that writes colours, links and progress bars. What cells print is settled
  /// when it is whole.
  var settled: CellEvent {
    switch self {
    case .output(var output):
      output.content = output.content.settled
      return .output(output)
    case .claim(var claim):
      claim.sentence = TerminalText.settled(claim.sentence)
      claim.detail = claim.detail.map(TerminalText.settled)
      return .claim(claim)
    case .uncaughtError(var error):
      error.description = TerminalText.settled(error.description)
      return .uncaughtError(error)
    case .inlineValue(let number, let text):
      return .inlineValue(number: number, text: TerminalText.settled(text))
    case .progress, .notice: return self
    }
  }
}

extension CellOutput.Content {
  fileprivate var settled: CellOutput.Content {
    switch self {
    case .text(let text): return .text(TerminalText.settled(text))
    case .table(var table):
      table.caption = table.caption.map(TerminalText.settled)
      for index in table.columns.indices {
        table.columns[index].title = TerminalText.settled(table.columns[index].title)
      }
      table.rows = table.rows.map { $0.map(TerminalText.settled) }
      table.footer = table.footer.map { $0.map(TerminalText.settled) }
      return .table(table)
    case .html, .figure, .image: return self
    }
  }
}
