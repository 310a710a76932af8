extension JupyterNotebook {
  /// Reads a notebook file.
  ///
  /// - Throws: ``JupyterNotebookError`` saying what is wrong, and on which line or in which cell.
  package init(reading bytes: some Collection<UInt8>) throws(JupyterNotebookError) {
    self = try Self.read(bytes).notebook
  }

  /// Reads a notebook file.
  ///
  /// - Returns: The notebook, and sentences about what is not as the file has it.
  /// - Throws: ``JupyterNotebookError`` saying what is wrong, and on which line or in which cell.
  package static func read(
    _ bytes: some Collection<UInt8>
  ) throws(JupyterNotebookError) -> (notebook: JupyterNotebook, remarks: [String]) {
    let file: (value: JSONValue, lineOfHalfCharacter: Int?)
    do {
      file = try JSONValue.read(bytes)
    } catch {
      throw JupyterNotebookError("the file is no JSON: \(error)")
    }
    let remarks = file.lineOfHalfCharacter.map { line in
      "line \(line): half of a surrogate pair, which is no character, is read as '\u{FFFD}'"
    }
    return (try JupyterNotebook(file.value), remarks.map { [$0] } ?? [])
  }

  private init(_ file: JSONValue) throws(JupyterNotebookError) {
    guard let version = file["nbformat"]?.integer else {
      throw JupyterNotebookError(
        "the file is no Jupyter notebook: it does not name its format ('nbformat')")
    }
    guard version == 4 else {
      throw JupyterNotebookError(
        "the notebook is in format \(version), and formats 4.0 to 4.5 are read; "
          + (version < 4
            ? "open it in Jupyter and save it, or run 'jupyter nbconvert --to notebook'"
            : "save it in format 4"))
    }
    metadata = file["metadata"]?.object ?? [:]
    guard let found = file["cells"]?.array else {
      throw JupyterNotebookError("'cells' must be a list")
    }
    cells = []
    for (index, value) in found.enumerated() {
      cells.append(try JupyterCell(value, number: index + 1))
    }
  }
}

extension JupyterCell {
  fileprivate init(_ value: JSONValue, number: Int) throws(JupyterNotebookError) {
    guard let name = value["cell_type"]?.string, let kind = Kind(rawValue: name) else {
      let given = value["cell_type"]?.string.map { "'\($0)'" } ?? "left out"
      throw JupyterNotebookError(
        "cell \(number): 'cell_type' must be code, markdown or raw, not \(given)")
    }
    guard let source = value["source"]?.joinedLines else {
      throw JupyterNotebookError(
        "cell \(number): 'source' must be a text or a list of lines, "
          + "not \(value["source"]?.kind ?? "left out")")
    }
    self.init(
      kind, source, metadata: value["metadata"]?.object ?? [:],
      outputs: value["outputs"]?.array ?? [], executionCount: value["execution_count"]?.integer)
    identifier = value["id"]?.string
    attachments = value["attachments"]
  }
}

extension JSONValue {
  /// A text that may be given as a list of its lines, each with its end.
  package var joinedLines: String? {
    if let string { return string }
    guard let array else { return nil }
    let lines = array.compactMap(\.string)
    return lines.count == array.count ? lines.joined() : nil
  }
}

/// A file that is no notebook that can be read.
package struct JupyterNotebookError: Error, Equatable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}
