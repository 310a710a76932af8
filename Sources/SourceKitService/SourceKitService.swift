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
        key.offset: \(place), key.sourcetext: \(Self.quoted(source.text)), \
        \(arguments(source)), key.codecomplete.options: {\(options)}}
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
    var answer = try meaning(at: source.codeOffset + name.start, in: source.text, source)
    if Documentation(answer) == nil,
      let call = try possibilities(beginning: name.text, at: name.start, in: source)
        .first(where: { $0.insertedText == name.text })?.sourceText
    {
      answer = try meaning(of: call, at: name, in: source)
    }
    var found = Documentation(answer)
    if found?.text.isEmpty == true, answer.module?.hasPrefix("Cell") ?? true {
      found?.text = source.comment(of: answer.baseName)
    }
    return found
  }

  /// What the compiler takes a name for that stands for one of several functions, as long as it has
  /// no arguments.
  ///
  /// - Parameter call: Of the one that is meant, with what SourceKit puts in the place of
  ///   arguments. It understands that within functions.
  private func meaning(
    of call: String, at name: NameAtPlace, in source: EditorSource
  ) throws(SourceKitError) -> CursorAnswer {
    let bytes = source.text.utf8
    let statement = source.codeOffset + name.statementStart
    let before = String(decoding: bytes.prefix(statement), as: UTF8.self) + "func _meaning() { "
    let beginning = bytes.prefix(source.codeOffset + name.start).dropFirst(statement)
    return try meaning(
      at: before.utf8.count + beginning.count,
      in: before + String(decoding: beginning, as: UTF8.self) + call + " }\n", source)
  }

  /// What the compiler takes a name for.
  ///
  /// - Parameter place: Of the name in the text, in UTF-8 bytes.
  private func meaning(
    at place: Int, in text: String, _ source: EditorSource
  ) throws(SourceKitError) -> CursorAnswer {
    _ = try library.answer(
      to: """
        {key.request: source.request.editor.open, key.name: \(Self.quoted(file)), \
        key.enablesyntaxmap: 0, key.enablesubstructure: 0, key.enablediagnostics: 0, \
        key.sourcetext: \(Self.quoted(text)), \(arguments(source))}
        """, as: Nothing.self)
    defer {
      _ = try? library.answer(
        to: "{key.request: source.request.editor.close, key.name: \(Self.quoted(file))}",
        as: Nothing.self)
    }
    return try library.answer(
      to: """
        {key.request: source.request.cursorinfo, key.name: \(Self.quoted(file)), \
        key.offset: \(place), \(arguments(source))}
        """, as: CursorAnswer.self)
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
