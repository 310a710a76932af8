internal import JupyterDocuments
internal import NotebookDocument
internal import RunResults

/// The Jupyter notebook of a note that has run: its cells with their outputs.
package enum ExecutedNotebook {
  /// Writes `NAME.ipynb` beside the report from the record of the note's last run.
  ///
  /// - Parameter vault: The note's vault if none is marked as one, as for that run.
  /// - Returns: The path; `nil` where there is no record, because nothing could run.
  /// - Throws: An error with a sentence for the reader where the file cannot be written.
  package static func write(
    note path: String, vault: String?, parameters: [String], beside report: ReportDestination
  ) throws -> String? {
    let paths = report.paths(ofNoteAt: path)
    guard let record = RunRecord.read(at: paths.record),
      let note = try? NoteFile.notebook(at: path, parameters: parameters, vault: vault)
    else { return nil }
    var notebook = try NoteReader.notebook(from: note, bytes: try? NoteFile.read(path)) {
      NoteFile.contents(of: $0, beside: note)
    }
    notebook.fill(with: record.run, of: note)
    let target = String(paths.report.dropLast("html".count)) + "ipynb"
    try FileWriting.perform { () throws(FileError) in
      try PreparedFile(notebook.fileText, for: target).publish()
    }
    return target
  }
}
