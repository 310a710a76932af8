internal import NotebookDisplay
package import NotebookDocument
package import RunResults

/// A number of a record that is not what it was.
package struct MovedFigure: Sendable, Equatable {
  /// 1-based number of the cell, or `nil` for an inline value.
  package var cell: Int?
  /// Which number: "table, row 3, accuracy", "claim 'its second beats the sixth'".
  package var place: String
  package var recorded: String
  package var now: String
}

/// Compares what two runs of one note show, number by number.
///
/// Times never repeat, so they are left out: claims and records of a `Duration`; numbers in text
/// and inline values that a unit of time follows, as a `Duration` is shown; columns, series, charts
/// and records called after a time ("time", "run time", or with the word "seconds",
/// "milliseconds", "ms" or "duration"). Any other number is compared, a quotient of two times too.
package struct RecordComparison {
  /// Largest difference that is none, relative to the recorded number.
  package var tolerance: Double
  /// The note, whose prose has the units of inline values; without it they have none.
  package var notebook: Notebook?

  package init(tolerance: Double, notebook: Notebook? = nil) {
    self.tolerance = tolerance
    self.notebook = notebook
  }

  /// Every figure that moved by more than the tolerance, in the note's order.
  package func moved(from recorded: RunResult, to now: RunResult) -> [MovedFigure] {
    var moved: [MovedFigure] = []
    for (before, after) in zip(recorded.cells, now.cells) {
      moved += compare(before, after)
    }
    if recorded.cells.count != now.cells.count {
      moved.append(
        MovedFigure(
          cell: nil, place: "number of cells", recorded: "\(recorded.cells.count)",
          now: "\(now.cells.count)"))
    }
    moved += compare(recorded.figures, now.figures)
    return moved + compare(recorded.inlineResults, now.inlineResults)
  }

  /// Values of inline expressions, by their numbers.
  private func compare(_ before: [Int: String], _ after: [Int: String]) -> [MovedFigure] {
    let prose = notebook.map { ValuesInProse(before, in: $0).figures } ?? [:]
    let newProse = notebook.map { ValuesInProse(after, in: $0).figures } ?? [:]
    return before.sorted { $0.key < $1.key }.flatMap { number, text in
      let place = "inline value \(number + 1)"
      guard let new = after[number], let figures = prose[number], let newFigures = newProse[number]
      else { return compare(text, after[number] ?? "nothing", place: place, cell: nil) }
      return compare(text, new, place: place, cell: nil, figures: (figures, newFigures))
    }
  }

  private func compare(_ before: [RecordedFigure], _ after: [RecordedFigure]) -> [MovedFigure] {
    let (before, after) = (figures(before), figures(after))
    let names =
      before.map(\.name)
      + after.map(\.name).filter { name in
        !before.contains { $0.name == name }
      }
    return names.flatMap { name in
      compare(
        before.first { $0.name == name }.map { "\($0.value)" } ?? "nothing",
        after.first { $0.name == name }.map { "\($0.value)" } ?? "nothing",
        place: "recorded '\(name)'", cell: nil)
    }
  }

  /// The figures that are no times.
  private func figures(_ all: [RecordedFigure]) -> [RecordedFigure] {
    all.filter { $0.unit == nil && !Self.namesATime($0.name) }
  }

  private func compare(_ old: Claim, _ new: Claim, cell: Int) -> [MovedFigure] {
    let place = "claim '\(old.sentence)'"
    if old.holds != new.holds {
      return [
        MovedFigure(
          cell: cell, place: place, recorded: old.holds ? "holds" : "false",
          now: new.holds ? "holds" : "false")
      ]
    }
    let sentence = compare(old.sentence, new.sentence, place: place, cell: cell)
    // Of a time only whether the claim holds.
    guard sentence.isEmpty, old.unit == nil, new.unit == nil else { return sentence }
    if let before = old.value, let after = new.value {
      let value = compare("\(before)", "\(after)", place: place, cell: cell)
      guard value.isEmpty else { return value }
    }
    // Values that are no numbers, and what was expected.
    return rounded.compare(old.detail ?? "", new.detail ?? "", place: place, cell: cell)
  }

  /// The comparison for numbers that are shown with six digits.
  private var rounded: Self { Self(tolerance: max(tolerance, 1e-5)) }

  private func compare(_ before: CellResult, _ after: CellResult) -> [MovedFigure] {
    let cell = before.number
    var moved: [MovedFigure] = []
    if before.state != after.state {
      moved.append(
        MovedFigure(cell: cell, place: "state", recorded: "\(before.state)", now: "\(after.state)"))
    }
    // What the tool remarks, such as when a training was done, is no output.
    let (items, newItems) = (before.items.outputs, after.items.outputs)
    for (old, new) in zip(items, newItems) {
      switch (old, new) {
      case (.standardOutput(let old), .standardOutput(let new)):
        moved += compare(old, new, place: "printed text", cell: cell)
      case (.claim(let old), .claim(let new)): moved += compare(old, new, cell: cell)
      case (.output(let old), .output(let new)):
        moved += compare(old.content, new.content, cell: cell)
      case (.standardError, .standardError): break
      default:
        moved.append(
          MovedFigure(cell: cell, place: "kind of output", recorded: old.kind, now: new.kind))
      }
    }
    if items.count != newItems.count {
      moved.append(
        MovedFigure(
          cell: cell, place: "number of outputs", recorded: "\(items.count)",
          now: "\(newItems.count)"))
    }
    return moved
  }

  private func compare(_ old: CellOutput.Content, _ new: CellOutput.Content, cell: Int)
    -> [MovedFigure]
  {
    switch (old, new) {
    case (.text(let old), .text(let new)), (.html(let old), .html(let new)):
      compare(old, new, place: "value", cell: cell)
    case (.table(let old), .table(let new)):
      compare(old, new, name: old.caption ?? "table", cell: cell)
    case (.figure(let old), .figure(let new)):
      if let before = old.data, let after = new.data {
        compare(before, after, name: "figure '\(old.title)'", cell: cell)
      } else {
        old.svg == new.svg
          ? []
          : [
            MovedFigure(
              cell: cell, place: "figure '\(old.title)'", recorded: "a drawing", now: "another")
          ]
      }
    case (.image(let old), .image(let new)):
      old == new
        ? []
        : [
          MovedFigure(
            cell: cell, place: "image '\(old.alternativeText)'", recorded: "a picture",
            now: "another")
        ]
    case (.text, _), (.html, _), (.table, _), (.figure, _), (.image, _):
      [
        MovedFigure(
          cell: cell, place: "kind of output", recorded: "\(old)".kindName, now: "\(new)".kindName)
      ]
    }
  }

  private func compare(_ old: Table, _ new: Table, name: String, cell: Int) -> [MovedFigure] {
    var moved: [MovedFigure] = []
    for (row, (before, after)) in zip(old.rows + old.footer, new.rows + new.footer).enumerated() {
      // A row of a chart's table may itself be named after a time: "seconds, before".
      if before.contains(where: Self.namesATime) { continue }
      for (column, (before, after)) in zip(before, after).enumerated() {
        let title = column < old.columns.count ? old.columns[column].title : "\(column + 1)"
        if Self.namesATime(title) { continue }
        moved += compare(before, after, place: "\(name), row \(row + 1), \(title)", cell: cell)
      }
    }
    if old.rows.count != new.rows.count {
      moved.append(
        MovedFigure(
          cell: cell, place: "\(name), number of rows", recorded: "\(old.rows.count)",
          now: "\(new.rows.count)"))
    }
    return moved
  }

  /// - Parameter figures: Those of both texts, where what stands around them counts.
  private func compare(
    _ old: String, _ new: String, place: String, cell: Int?,
    figures: (TextFigures, TextFigures)? = nil
  ) -> [MovedFigure] {
    let (before, after) = figures ?? (TextFigures(old), TextFigures(new))
    guard before.words == after.words, before.numbers.count == after.numbers.count else {
      let (recorded, now) = Self.firstDifferentLines(old, new)
      return [MovedFigure(cell: cell, place: place, recorded: recorded, now: now)]
    }
    return zip(before.numbers, after.numbers).compactMap { old, new in
      let difference = (old.value - new.value).magnitude
      let isSame =
        old.value == new.value || (old.value.isNaN && new.value.isNaN)
        || difference <= tolerance * max(old.value.magnitude, new.value.magnitude)
      return isSame ? nil : MovedFigure(cell: cell, place: place, recorded: old.text, now: new.text)
    }
  }

  /// The first lines of two texts that differ in more than times.
  private static func firstDifferentLines(_ old: String, _ new: String) -> (String, String) {
    let (before, after) = (old.split(separator: "\n"), new.split(separator: "\n"))
    for (old, new) in zip(before, after) where old != new {
      let (old, new) = (String(old), String(new))
      if TextFigures(old) != TextFigures(new) { return (old, new) }
    }
    let both = min(before.count, after.count)
    func line(_ lines: [Substring]) -> String {
      lines.indices.contains(both) ? String(lines[both]) : "nothing more"
    }
    return before.count == after.count
      ? (old.firstLine, new.firstLine) : (line(before), line(after))
  }

  /// "seconds", "epoch seconds", "Run time of ten epochs, in seconds".
  private static func namesATime(_ title: String) -> Bool {
    let title = title.lowercased()
    let words = Set(title.split { !$0.isLetter }.map(String.init))
    return ["s", "time"].contains(title) || title.contains("run time")
      || !words.isDisjoint(with: ["seconds", "milliseconds", "ms", "duration"])
  }
}

extension CellResult.Item {
  fileprivate var kind: String {
    switch self {
    case .standardOutput: "printed text"
    case .standardError: "standard error"
    case .output: "a value"
    case .claim: "a claim"
    case .remark: "a remark"
    }
  }
}

extension String {
  fileprivate var kindName: String { String(prefix { $0 != "(" }) }
  fileprivate var firstLine: String { String(prefix { $0 != "\n" }.prefix(60)) }
}
