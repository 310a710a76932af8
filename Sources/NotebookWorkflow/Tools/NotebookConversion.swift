internal import FoundationEssentials
internal import JupyterDocuments
internal import NotebookDocument
internal import NotebookSession
internal import SystemBasics

/// Turns a Jupyter notebook into a note, and a note into a Jupyter notebook.
package struct NotebookConversion: Sendable {
  let path: String
  let output: String?
  let keepsOutputs: Bool
  let overwrites: Bool

  /// - Parameters:
  ///   - path: A note `NAME.md`, a notebook `NAME.ipynb`, or a text copied out of Jupyter.
  ///   - output: Where the other form goes; `nil` for the same name beside it.
  ///   - keepsOutputs: Whether a note keeps the notebook's outputs, in comments and files.
  ///   - overwrites: Whether a file that is there is replaced.
  package init(path: String, output: String?, keepsOutputs: Bool, overwrites: Bool) {
    self.path = path
    self.output = output
    self.keepsOutputs = keepsOutputs
    self.overwrites = overwrites
  }

  /// Converts the file.
  ///
  /// - Returns: The paths of the files written, and sentences about what the reader should know.
  /// - Throws: ``NotebookConversionError``.
  package func callAsFunction() throws(NotebookConversionError) -> (
    written: [String], remarks: [String]
  ) {
    let bytes: [UInt8]
    do {
      bytes = try NoteFile.read(path)
    } catch {
      throw NotebookConversionError(
        error.diagnostics.first.map { "\(path): \($0.message)" } ?? path)
    }
    // The byte-order mark of editors on Windows is no part of the text.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    let isJSON = content.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{")
    if Self.isNotebook(path) || isJSON && !NoteName.isNote(path) {
      if let output, Self.isNotebook(output) {
        throw NotebookConversionError(
          "'\(path)' is a notebook already, and '\(output)' is named as one; a note's name ends "
            + "in .md")
      }
      do {
        let (notebook, remarks) = try JupyterNotebook.read(content)
        let (written, others) = try writeNote(from: notebook)
        return (written, (remarks + others).map { "\(path): \($0)" })
      } catch let error as JupyterNotebookError {
        throw NotebookConversionError("\(path): \(error)")
      } catch {
        throw error as? NotebookConversionError ?? NotebookConversionError("\(path): \(error)")
      }
    }
    guard let text = String(validating: content, as: UTF8.self)?.replacing("\r\n", with: "\n")
    else {
      throw NotebookConversionError(
        "\(path): the text is not valid UTF-8; save it as UTF-8, with 'iconv' for example")
    }
    let note = Notebook.parse(source: bytes, path: path)
    guard let copied = PromptText.notebook(from: text), note.cells.isEmpty,
      note.source.bodyLine == 1
    else { return try writeNotebook(from: note, bytes) }
    // A note may speak of Jupyter; what is to become a note of a note can only be copied text.
    if NoteName.isNote(path), output.map(NoteName.isNote) != true {
      let hint = Self.path(path, ending: "copied.md")
      let (written, remarks) = try writeNotebook(from: note, bytes)
      return (
        written,
        [
          "\(path): lines begin with prompts of Jupyter; the file is taken for a note, as its name ends. "
            + "'-o \(hint)' reads it as text that was copied out of Jupyter"
        ] + remarks
      )
    }
    if let output, Self.isNotebook(output) { return ([try write(copied, to: output)], []) }
    return try writeNote(from: copied)
  }

  private func writeNotebook(
    from note: Notebook, _ bytes: [UInt8]
  ) throws(NotebookConversionError) -> (written: [String], remarks: [String]) {
    let target = output ?? Self.path(path, ending: "ipynb")
    guard !NoteName.isNote(target) else {
      throw NotebookConversionError(
        "'\(path)' is a note already, and '\(target)' is named as one; a notebook's name ends "
          + "in .ipynb")
    }
    let notebook: JupyterNotebook
    do {
      notebook = try NoteReader.notebook(from: note, bytes: bytes) {
        NoteFile.contents(of: $0, beside: note)
      }
    } catch {
      throw NotebookConversionError("\(path): \(error)")
    }
    return (
      [try write(notebook, to: target)],
      Self.problems(in: note, as: notebook) + losses(of: bytes, in: notebook)
    )
  }

  /// What the notebook does not keep of how the note is written.
  private func losses(of bytes: [UInt8], in notebook: JupyterNotebook) -> [String] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let note = NoteWriter.note(from: notebook, filesFolder: NoteName.stem(name) + "_files")
    guard let (line, text) = note.firstDifference(from: bytes) else { return [] }
    let shown = text.count > 60 ? text.prefix(60) + "…" : text[...]
    return [
      "\(path):\(line): the notebook does not keep how the note is written from here on; converted "
        + "back, the line is '\(shown)'"
    ]
  }

  /// What is wrong in the front matter of a note whose cells run, such as a parameter that there is
  /// no constant for: the notebook is without it.
  private static func problems(in note: Notebook, as notebook: JupyterNotebook) -> [String] {
    guard notebook.language == "swift" else { return [] }
    return note.diagnostics.filter {
      $0.severity == .error && ($0.line ?? 0) < note.source.bodyLine
    }.map { "\($0.file):\($0.line ?? 1): \($0.message)" }
  }

  private func write(
    _ notebook: JupyterNotebook, to target: String
  ) throws(NotebookConversionError) -> String {
    try write([(target, Array(notebook.fileText.utf8))])
    return target
  }

  private static func isNotebook(_ path: String) -> Bool { path.lowercased().hasSuffix(".ipynb") }

  private func writeNote(
    from notebook: JupyterNotebook
  ) throws(NotebookConversionError) -> (written: [String], remarks: [String]) {
    let target = output ?? Self.path(path, ending: "md")
    let name = target.split(separator: "/").last.map(String.init) ?? target
    let note = NoteWriter.note(
      from: notebook, filesFolder: NoteName.stem(name) + "_files", keepsOutputs: keepsOutputs)
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    let files =
      [(target, Array(note.text.utf8))] + note.files.map { (folder + $0.path, $0.bytes) }
    try write(files)
    var remarks = note.losses(from: notebook, keepsOutputs: keepsOutputs)
    if notebook.namedLanguage == nil, notebook.cells.contains(where: { $0.kind == .code }) {
      remarks.append(
        "the notebook does not name its language; its cells are taken for Python, as Jupyter takes them, "
          + "and are shown, not run. Where they are Swift, write "
          + "\"kernelspec\": {\"name\": \"swift\"} into the notebook's metadata")
    }
    return (files.map(\.0), remarks)
  }

  /// Writes all files, or none where one may not be replaced.
  private func write(
    _ files: [(target: String, bytes: [UInt8])]
  ) throws(NotebookConversionError) {
    for (target, bytes) in files {
      guard target != path else {
        throw NotebookConversionError(
          "'\(target)' would replace what is converted; name another with -o")
      }
      // A picture of an earlier conversion, as it was, is nothing that could be lost.
      if !overwrites, FileManager.default.fileExists(atPath: target),
        target == files[0].target || (try? FileContent.read(target)) != bytes
      {
        throw NotebookConversionError("'\(target)' is there already; --force replaces it")
      }
    }
    for (target, bytes) in files { try write(bytes, to: target) }
  }

  private func write(_ bytes: [UInt8], to target: String) throws(NotebookConversionError) {
    do {
      let folder = URL(filePath: target).deletingLastPathComponent().path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(filePath: target), options: .atomic)
    } catch {
      throw NotebookConversionError("'\(target)' cannot be written: \(error)")
    }
  }

  private static func path(_ path: String, ending: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else {
      return "\(path).\(ending)"
    }
    return path.dropLast(name[dot...].count) + ".\(ending)"
  }
}

/// A file that is not converted, and why.
package struct NotebookConversionError: Error, Equatable, CustomStringConvertible {
  package var description: String

  init(_ description: String) {
    self.description = description
  }
}
