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
    let place = source.codeOffset + word.start
    let options = """
      key.codecomplete.filtertext: \(Self.quoted(word.text)), key.codecomplete.requestlimit: 200, \
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
    return CompletionList(
      start: word.start, end: offset,
      items: CompletionList.items(answer.results ?? [], beginning: word.text))
  }

  /// What the declaration is that a place of a cell names; `nil` where it names none.
  ///
  /// - Parameter offset: The place, counted in UTF-8 bytes of the cell's code: in a name, or after
  ///   it.
  package func documentation(
    in source: EditorSource, at offset: Int
  ) throws(SourceKitError) -> Documentation? {
    guard let start = Word(around: offset, in: source.code)?.start else { return nil }
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
    let answer = try library.answer(
      to: """
        {key.request: source.request.cursorinfo, key.name: \(Self.quoted(file)), \
        key.offset: \(source.codeOffset + start), \(arguments(source))}
        """, as: CursorAnswer.self)
    var found = Documentation(answer)
    if found?.text.isEmpty == true, answer.module?.hasPrefix("Cell") ?? true {
      found?.text = source.comment(of: answer.baseName)
    }
    return found
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
