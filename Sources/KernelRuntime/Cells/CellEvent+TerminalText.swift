internal import NotebookDisplay

extension CellEvent {
  /// The event with texts that can be shown: sentences as a terminal would show them in the end, as
  /// they may come from a program that writes colours and links, and values without such sequences.
  /// What cells print is settled when it is whole.
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
      return .inlineValue(number: number, text: text.shownValue)
    case .progress, .notice: return self
    }
  }
}

extension CellOutput.Content {
  fileprivate var settled: CellOutput.Content {
    switch self {
    case .text(let text): return .text(text.shownValue)
    case .table(var table):
      table.caption = table.caption?.shownValue
      for index in table.columns.indices {
        table.columns[index].title = table.columns[index].title.shownValue
      }
      table.rows = table.rows.map { $0.map(\.shownValue) }
      table.footer = table.footer.map { $0.map(\.shownValue) }
      return .table(table)
    case .html, .figure, .image: return self
    }
  }
}
