internal import NotebookDisplay
internal import Synchronization

/// Prints what cells show, claim and report.
final class EventPrinter: Sendable {
  private let counter = Mutex(0)

  /// How many claims were false so far.
  var falseClaims: Int { counter.withLock { $0 } }

  /// Prints one event; what only a report can show is named.
  func print(_ event: CellEvent) {
    switch event {
    case .output(let output): Swift.print(Self.text(of: output))
    case .claim(let claim):
      if !claim.holds { counter.withLock { $0 += 1 } }
      let detail = claim.detail.map { " (\($0))" } ?? ""
      Swift.print("\(claim.holds ? "✓" : "✗") \(claim.sentence)\(detail)")
    case .progress(let progress):
      if let summary = progress.epochSummary { Swift.print(summary) }
    case .notice(.syntheticData(let dataset, let reason)):
      Swift.print("\(dataset) is replaced by a synthetic stand-in: \(reason)")
    case .uncaughtError(let error):
      Swift.print("error: \(error.description) (\(error.typeName))")
    case .notice, .inlineValue: break
    }
  }

  /// An output as plain text.
  static func text(of output: CellOutput) -> String {
    switch output.content {
    case .text(let text), .html(let text): text
    case .figure(let figure): "[\(figure.title)] \(figure.description)"
    case .image(let image): "[image, \(image.width) x \(image.height)] \(image.alternativeText)"
    case .table(let table): Self.text(of: table)
    }
  }

  /// Columns of equal width, numbers to the right.
  private static func text(of table: Table) -> String {
    let rows = [table.columns.map(\.title)] + table.rows + table.footer
    let widths = table.columns.indices.map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    var lines = rows.map { row in
      zip(zip(row, widths), table.columns).map { cell, column in
        let gap = String(repeating: " ", count: cell.1 - cell.0.count)
        return column.alignment == .trailing ? gap + cell.0 : cell.0 + gap
      }.joined(separator: "  ").trimmingTrailingSpaces
    }
    if let caption = table.caption { lines.insert(caption, at: 0) }
    if table.omittedRows > 0 { lines.append("… \(table.omittedRows) more rows") }
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
