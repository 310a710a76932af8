package import CellCompilation
internal import SystemBasics

/// Completes and explains the code of cells, by the SourceKit of the toolchain that compiles them.
package actor SourceKitService {
  private let library: SourceKitLibrary
  /// The file that requests speak of, which is nowhere on disk.
  private let file: String

  /// Loads the toolchain's SourceKit.
  ///
  /// - Parameter folder: A folder in which no file is called `cell.swift`.
  /// - Throws: ``SourceKitError``.
  package init(library path: String, folder: String) throws(SourceKitError) {
    library = try SourceKitLibrary(path: path)
    file = "\(folder)/cell.swift"
  }

  /// What can stand at a place of a cell.
  ///
  /// - Parameter offset: The place, counted in UTF-8 bytes of the cell's code.
  package func completions(
    in source: EditorSource, at offset: Int
  ) throws(SourceKitError) -> CompletionList {
    let word = Word(before: offset, in: source.code)
    let results = try possibilities(beginning: word.text, at: word.start, in: source)
    return CompletionList(
      start: word.start, end: offset, items: CompletionList.items(results, beginning: word.text))
  }

  /// What can stand at a place and begins with a text.
  private func possibilities(
    beginning text: String, at start: Int, in source: EditorSource
  ) throws(SourceKitError) -> [CompletionAnswer.Result] {
    let place = source.codeOffset + start
    let options = """
      key.codecomplete.filtertext: \(Self.quoted(text)), key.codecomplete.requestlimit: 200, \
      key.codecomplete.fuzzymatching: 0, key.codecomplete.hidebyname: 0
      """
    let answer = try library.answer(
      to: """
        {key.request: source.request.codecomplete.open, key.name: \(Self.quoted(file)), \
        key.offset: \(place), \(described(source)), key.codecomplete.options: {\(options)}}
        """, as: CompletionAnswer.self)
    _ = try? library.answer(
      to: """
        {key.request: source.request.codecomplete.close, key.name: \(Self.quoted(file)), \
        key.offset: \(place)}
        """, as: Nothing.self)
    return answer.results ?? []
  }

  /// What the declaration is that a place of a cell names; `nil` where it names none.
  ///
  /// - Parameter offset: The place, counted in UTF-8 bytes of the cell's code: in a name, or after
  ///   it.
  package func documentation(
    in source: EditorSource, at offset: Int
  ) throws(SourceKitError) -> Documentation? {
    guard let name = NameAtPlace(at: offset, in: source.code) else { return nil }
    _ = try library.answer(
      to: """
        {key.request: source.request.editor.open, key.name: \(Self.quoted(file)), \
        key.enablesyntaxmap: 0, key.enablesubstructure: 0, key.enablediagnostics: 0, \
        \(described(source))}
        """, as: Nothing.self)
    defer {
      _ = try? library.answer(
        to: "{key.request: source.request.editor.close, key.name: \(Self.quoted(file))}",
        as: Nothing.self)
    }
    var answer = try library.answer(
      to: """
        {key.request: source.request.cursorinfo, key.name: \(Self.quoted(file)), \
        key.offset: \(source.codeOffset + name.start), \(arguments(source))}
        """, as: CursorAnswer.self)
    if Documentation(answer) == nil, let possible = try possibleMeaning(of: name, in: source) {
      answer = possible
    }
    var found = Documentation(answer)
    if found?.text.isEmpty == true, answer.module?.hasPrefix("Cell") ?? true {
      found?.text = source.comment(of: answer.baseName)
    }
    return found
  }

  /// What a name may mean where the code as it stands leaves that open, such as that of several
  /// functions without its arguments: the first of those that can stand there.
  private func possibleMeaning(
    of name: NameAtPlace, in source: EditorSource
  ) throws(SourceKitError) -> CursorAnswer? {
    let results = try possibilities(beginning: name.text, at: name.start, in: source)
    let identifiers = results.first { $0.insertedText == name.text && $0.symbols != nil }?.symbols
    // Those that a declaration overrides follow its own.
    guard let symbol = identifiers?.split(separator: " ").first else { return nil }
    return try library.answer(
      to: """
        {key.request: source.request.cursorinfo, key.usr: \(Self.quoted(String(symbol))), \
        \(arguments(source))}
        """, as: CursorAnswer.self)
  }

  private func described(_ source: EditorSource) -> String {
    "key.sourcetext: \(Self.quoted(source.text)), \(arguments(source))"
  }

  private func arguments(_ source: EditorSource) -> String {
    let list = (source.arguments + [file]).map(Self.quoted).joined(separator: ", ")
    return "key.sourcefile: \(Self.quoted(file)), key.compilerargs: [\(list)]"
  }

  /// A text as YAML takes it: in double quotes, with everything but plain characters as a number.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\0"..<" ", "\u{7F}"..."\u{9F}":
        quoted += "\\x" + UInt8(scalar.value).hexadecimalDigits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// An answer of which nothing is wanted.
private struct Nothing: Decodable {}
