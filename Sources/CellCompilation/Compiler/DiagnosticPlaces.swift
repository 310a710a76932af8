internal import NotebookDisplay
internal import NotebookDocument

/// Brings the compiler's diagnostics to the author's lines and columns.
struct DiagnosticPlaces: Sendable {
  private let notePath: String
  private let units: [CodeUnit]
  private let lines: NoteLines
  /// Names defined in the note, with the cell that defines them first.
  private let definers: [String: CodeUnit]
  private let types: CellTypeNames

  init(notePath: String, units: [CodeUnit], lines: NoteLines) {
    self.notePath = notePath
    self.units = units
    self.lines = lines
    var definers: [String: CodeUnit] = [:]
    for unit in units where !unit.mustNotCompile {
      for name in unit.syntax.definedNames where definers[name] == nil { definers[name] = unit }
    }
    self.definers = definers
    types = CellTypeNames(
      defined: units.reduce(into: [:]) {
        $0[$1.number, default: []].formUnion($1.syntax.definedNames)
      })
  }

  /// The diagnostics of a unit's module, at the lines of compiled code.
  ///
  /// - Parameter code: The form of the unit's code that the compiler saw.
  func diagnostics(
    _ serialized: [SerializedDiagnostic], of unit: CodeUnit, in code: RewrittenCode
  ) -> [Diagnostic] {
    let located = serialized.map { item in
      (item: item, place: place(item.place, in: unit, code))
    }
    let hasOwnError = located.contains { $0.item.severity == .error && $0.place.line != nil }
    return located.compactMap { item, place -> Diagnostic? in
      // Types of earlier cells count as another module's, but a note is one piece.
      if item.message.hasPrefix("extension declares a conformance of imported type") { return nil }
      // What is said about our imports only repeats what is wrong in the code, unless nothing is.
      if place.line == nil, hasOwnError || item.severity != .error { return nil }
      if place.isInserted, item.severity != .error { return nil }
      var result = Diagnostic(
        item.severity, file: notePath, line: place.line ?? unit.compiledFirstLine,
        column: place.column,
        item.message)
      result.fix = fix(item)
      result.notes = item.notes.compactMap { note(on: $0, in: unit, code) }
      return result
    }
  }

  private func note(
    on item: SerializedDiagnostic, in unit: CodeUnit, _ code: RewrittenCode
  ) -> Diagnostic? {
    let place = place(item.place, in: unit, code)
    if place.isInserted { return nil }
    // A place in a library, which nobody can open, is left out; what is said of a candidate there
    // concerns the line with the error.
    if place.line == nil, item.place != nil, !item.message.hasPrefix("candidate ") { return nil }
    var note = Diagnostic(
      .note, file: notePath, line: place.line, column: place.column, item.message)
    note.fix = fix(item)
    return note
  }

  /// In lines of compiled code; `line` is nil where the place is not in the note.
  private func place(
    _ place: SerializedDiagnostic.Place?, in unit: CodeUnit, _ code: RewrittenCode
  ) -> (line: Int?, column: Int?, isInserted: Bool) {
    guard let place else { return (nil, nil, false) }
    guard place.file == notePath else {
      let noteEnd = "/" + (notePath.split(separator: "/").last ?? "")
      // The end of the compiled text is in no line of the note: what the author left open is
      // reported there. What precedes the author's code begins no line so far down.
      let isEnd = place.column == 1 && place.line > unit.lineCount && place.file.hasSuffix(noteEnd)
      return isEnd ? (unit.lastCompiledLine, unit.endColumn, false) : (nil, nil, false)
    }
    let own = unit.contains(line: place.line) ? unit : nil
    guard let owner = own ?? units.first(where: { $0.contains(line: place.line) }) else {
      // Behind the code, where something is missing at its end; else a parameter's line.
      let isBehind = place.line == unit.lastCompiledLine + 1
      return isBehind ? (unit.lastCompiledLine, unit.endColumn, false) : (place.line, nil, false)
    }
    // Other cells' modules were made of their rewritten code.
    let (column, isInserted) = (own == nil ? owner.rewritten : code).authorColumn(
      line: place.line - owner.compiledFirstLine, column: place.column)
    return (place.line, column + owner.indentation, isInserted)
  }

  /// The diagnostics at the note's lines, with explanations of what a note has and a file has not:
  /// names of other cells, types defined twice. This is no part of what the cache keeps, since
  /// other cells may change, and all may move.
  func explained(_ diagnostics: [Diagnostic], of unit: CodeUnit) -> [Diagnostic] {
    var foreignLines: Set<Int> = []
    return diagnostics.compactMap { diagnostic in
      let line = unit.text(ofLine: diagnostic.line)
      let isLateOption = Self.isLateOption(diagnostic, line)
      let foreignForm =
        isLateOption
        ? OptionLines.rule
        : diagnostic.severity == .error ? LanguageHints.hint(forLine: line) : nil
      if foreignForm != nil, !foreignLines.insert(diagnostic.line ?? 0).inserted { return nil }
      var result = located(diagnostic)
      result.message =
        isLateOption
        ? "the option '\(line.trimmed)' is not obeyed here" : types.readable(diagnostic.message)
      result.notes = diagnostic.notes.compactMap { note in
        // The text around a cell is not the author's.
        if note.message.hasPrefix("top-level code defined") { return nil }
        if note.message.hasPrefix("pass '-parse-as-library'") { return nil }
        var note = located(note)
        note.message = types.readable(note.message)
        return note
      }
      result.explanation =
        foreignForm ?? explanation(of: diagnostic.message, in: unit)
        ?? LanguageHints.hint(for: diagnostic.message, line: line) ?? diagnostic.explanation
      return result
    }
  }

  /// Whether a line is an option below code or a comment, which the compiler takes for a macro.
  private static func isLateOption(_ diagnostic: Diagnostic, _ line: String) -> Bool {
    diagnostic.message.hasPrefix("expected a macro identifier")
      && line.drop(while: \.isWhitespace).hasPrefix("#|")
  }

  private func located(_ diagnostic: Diagnostic) -> Diagnostic {
    var result = diagnostic
    if diagnostic.file == notePath { result.line = diagnostic.line.map(lines.line) }
    return result
  }

  private func explanation(of message: String, in unit: CodeUnit) -> String? {
    let pieces = message.split(separator: "'", omittingEmptySubsequences: false)
    if pieces.count == 3, pieces[0] == "cannot find ", pieces[2].hasSuffix(" in scope") {
      return explanation(ofMissing: String(pieces[1]), in: unit)
    }
    if message.hasSuffix("' is a 'let' constant"), pieces.count >= 3 {
      return explanation(ofConstant: String(pieces[pieces.count - 4]), in: unit)
    }
    if message.hasPrefix("'main' attribute cannot be used") {
      return "a cell runs from its first line to its last: remove '@main' and call its 'main()'"
    }
    if pieces.count > 2, message.hasPrefix("extension outside of file declaring") {
      let type = String(pieces[1])
      let place = definers[type].map { " of cell \($0.number)" } ?? ""
      return "name the protocol where the type is defined: 'struct \(type): …'\(place)"
    }
    if message.hasPrefix("property wrappers are not yet supported in top-level code") {
      return "put the variable into a type, or write the wrapper's value out"
    }
    return nil
  }

  private func explanation(ofConstant name: String, in unit: CodeUnit) -> String? {
    let definer = units.last { $0.number < unit.number && $0.syntax.definedNames.contains(name) }
    guard let definer, !unit.syntax.definedNames.contains(name) else { return nil }
    return "cell \(definer.number) at \(definer.place.described) defines '\(name)' with 'let': "
      + "write 'var' there, or 'let' before the new value here"
  }

  private func explanation(ofMissing name: String, in unit: CodeUnit) -> String? {
    guard let definer = definers[name] else { return nil }
    let place = "cell \(definer.number) at \(definer.place.described) defines '\(name)'"
    if definer.number > unit.number { return "\(place), but it comes later in the note" }
    let restriction = definer.syntax.definitions.first { $0.name == name }?.restriction
    return restriction.map { "\(place) with '\($0)', which keeps it inside that cell" }
  }

  private func fix(_ item: SerializedDiagnostic) -> String? {
    guard let first = item.replacements.first, item.replacements.count == 1 else { return nil }
    let text = first.text.trimmingPrefix { $0.isWhitespace }
    if text.contains("<#") { return EditorPlaceholders(text)?.request }
    // It compiles, and stops when it runs.
    if text.hasPrefix("as! ") { return nil }
    // Labels that nobody writes, or that make another shape.
    if ["file: ", "line: ", "arrayLiteral: "].contains(String(text)) { return nil }
    if text.isEmpty { return first.start == first.end ? nil : "remove it" }
    return first.start == first.end ? "insert '\(text)'" : "replace it with '\(text)'"
  }
}

extension CodeUnit {
  /// Whether a line of compiled code belongs to the unit.
  func contains(line: Int) -> Bool { compiledLines.contains(line) }

  /// The lines that the unit has in compiled code.
  var compiledLines: ClosedRange<Int> { compiledFirstLine...lastCompiledLine }

  /// The text of a line of compiled code; empty for lines of others.
  fileprivate func text(ofLine line: Int?) -> String {
    guard let line, contains(line: line), line - compiledFirstLine < lines.count else { return "" }
    return String(lines[line - compiledFirstLine])
  }

  /// The note's line of the last line with code.
  var lastLine: Int { firstLine + max(0, lineCount - 1) }

  fileprivate var lastCompiledLine: Int { compiledFirstLine + lastLine - firstLine }

  fileprivate var lineCount: Int { lines.count }

  /// The note's column behind the last line.
  fileprivate var endColumn: Int { (lines.last?.utf8.count ?? 0) + 1 + indentation }

  private var lines: [Substring] {
    code.trimmingSuffix { $0.isNewline }.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
    return self[startIndex..<end]
  }
}
