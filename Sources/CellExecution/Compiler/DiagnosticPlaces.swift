internal import NotebookDocument

/// Brings the compiler's diagnostics to the author's lines and columns.
struct DiagnosticPlaces: Sendable {
  private let notePath: String
  private let units: [CodeUnit]
  /// Names defined in the note, with the cell that defines them first.
  private let definers: [String: CodeUnit]

  init(notePath: String, units: [CodeUnit]) {
    self.notePath = notePath
    self.units = units
    var definers: [String: CodeUnit] = [:]
    for unit in units where !unit.mustNotCompile {
      for name in unit.syntax.definedNames where definers[name] == nil { definers[name] = unit }
    }
    self.definers = definers
  }

  /// The diagnostics of a unit's module.
  ///
  /// - Parameter rewritten: Whether the compiler saw the rewritten code or that of the author.
  func diagnostics(
    _ serialized: [SerializedDiagnostic], of unit: CodeUnit, rewritten: Bool
  ) -> [Diagnostic] {
    serialized.compactMap { item -> Diagnostic? in
      let place = place(item.place, in: unit, rewritten: rewritten)
      if item.severity != .error, place.isInserted || place.line == nil { return nil }
      var result = Diagnostic(
        item.severity, file: notePath, line: place.line ?? unit.firstLine, column: place.column,
        item.message)
      result.explanation = explanation(item.message, in: unit)
      result.fix = fix(item)
      result.notes = item.notes.compactMap { note(on: $0, in: unit, rewritten: rewritten) }
      return result
    }
  }

  private func note(
    on item: SerializedDiagnostic, in unit: CodeUnit, rewritten: Bool
  ) -> Diagnostic? {
    let place = place(item.place, in: unit, rewritten: rewritten)
    if place.isInserted { return nil }
    var note = Diagnostic(
      .note, file: notePath, line: place.line, column: place.column, item.message)
    note.fix = fix(item)
    return note
  }

  /// `line` is nil where the place is not in the note.
  private func place(
    _ place: SerializedDiagnostic.Place?, in unit: CodeUnit, rewritten: Bool
  ) -> (line: Int?, column: Int?, isInserted: Bool) {
    guard let place, place.file == notePath else { return (nil, nil, false) }
    let own = unit.contains(line: place.line) ? unit : nil
    guard let owner = own ?? units.first(where: { $0.contains(line: place.line) }) else {
      return (place.line, nil, false)  // A parameter of the front matter.
    }
    var column = place.column
    var isInserted = false
    // Other cells were compiled as rewritten.
    if rewritten || own == nil {
      (column, isInserted) = owner.rewritten.authorColumn(
        line: place.line - owner.firstLine, column: column)
    }
    return (place.line, column + owner.indentation, isInserted)
  }

  private func explanation(_ message: String, in unit: CodeUnit) -> String? {
    let pieces = message.split(separator: "'", omittingEmptySubsequences: false)
    guard pieces.count == 3, pieces[0] == "cannot find ", pieces[2].hasSuffix(" in scope"),
      let definer = definers[String(pieces[1])], definer.firstLine > unit.firstLine
    else { return nil }
    return "cell \(definer.number) at line \(definer.firstLine) defines '\(pieces[1])', "
      + "but it comes later in the note"
  }

  private func fix(_ item: SerializedDiagnostic) -> String? {
    guard let first = item.replacements.first, item.replacements.count == 1 else { return nil }
    let text = first.text.trimmingPrefix { $0.isWhitespace }
    if text.isEmpty { return first.start == first.end ? nil : "remove it" }
    return first.start == first.end ? "insert '\(text)'" : "replace it with '\(text)'"
  }
}

extension CodeUnit {
  /// Whether a line of the note belongs to the unit's code.
  fileprivate func contains(line: Int) -> Bool {
    line >= firstLine && line <= firstLine + lineCount
  }

  private var lineCount: Int { code.utf8.count { $0 == UInt8(ascii: "\n") } }
}
