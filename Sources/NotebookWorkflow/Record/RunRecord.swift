internal import CellCompilation
internal import NotebookDocument
package import NotebookSession
package import RunResults

/// The machine-readable record beside a report, `NAME.run.json`: everything the run produced, and
/// what it depended on, so that an unchanged note need not run again and a later run can be
/// compared.
///
/// A run that does not complete keeps the record of the last one that did: a slip in the note costs
/// neither the last good outputs nor the time to compute them again.
package struct RunRecord: Codable, Sendable, Equatable {
  /// Raised when the meaning of a field changes; records of another format are not used.
  package static let currentFormat = 4

  package var format = RunRecord.currentFormat
  /// The note's path as the user gave it.
  package var note: String
  /// What the text of the page depends on besides the outputs.
  package var pageFingerprint: String
  /// What the outputs depend on: cells, parameters, seed, engine, compiler.
  package var executionFingerprint: String
  /// `name=value` pairs as they were given to the run.
  package var parameters: [String]
  /// Where each cell's code began, so that lines of stored outputs can follow an edit of the prose.
  package var cellLines: [Int]
  /// The file of each of these lines, `nil` for the note; nothing where all are the note's own.
  package var cellFiles: [String?]?
  /// The offsets of each cell's lines that hold code, by which they are found again when comments
  /// or options before them have changed.
  package var codeLines: [[Int]]
  /// By which data files that were read are known to be unchanged; others are compared by checksum.
  package var dataStamps: [FileStamp]
  package var seed: UInt64
  package var run: RunResult
  /// The report that was written with the record.
  package var report: FileStamp?
  /// By what each cell is known again in an edited note; `nil` in records of earlier versions.
  package var cellKeys: [CellKey]?
  /// By what each inline expression is known again, under its number; `nil` in records of earlier
  /// versions, whose values are not shown in an edited note.
  package var inlinePlaces: [Int: InlinePlace]?
  /// The note's path as seen from the record's folder; `nil` in records of earlier versions.
  package var source: String?
  /// The record of the last run that completed, where this one did not: at most one.
  package var lastComplete: [RunRecord]?

  /// - Parameter begin: When the run began, in nanoseconds since 1970: a data file that has not
  ///   changed since then is the one that was read.
  init(
    _ notebook: Notebook, _ fingerprints: Fingerprints, parameters: [String], run: RunResult,
    begin: Int
  ) {
    note = notebook.path
    pageFingerprint = fingerprints.page
    executionFingerprint = fingerprints.execution
    self.parameters = parameters
    (cellLines, cellFiles) = Self.places(of: notebook.cells)
    cellKeys = notebook.cells.map(CellKey.init)
    inlinePlaces = InlinePlace.all(of: notebook)
    codeLines = notebook.cells.map { SignificantCode($0.compilableCode).lines }
    let data = RecordedData(run, of: notebook)
    dataStamps = data.stamps { $0.isSettled(at: begin) } ?? []
    seed = notebook.seed
    self.run = run
  }
}

extension RunRecord {
  /// The lines at which cells begin, and their files.
  static func places(of cells: [Cell]) -> (lines: [Int], files: [String?]?) {
    let places = cells.map(\.place)
    return (places.map(\.number), places.contains { $0.file != nil } ? places.map(\.file) : nil)
  }

  /// Where the cell with an index began.
  func place(ofCellAt index: Int) -> SourceLine {
    SourceLine(
      file: cellFiles.flatMap { $0.indices.contains(index) ? $0[index] : nil },
      number: cellLines.indices.contains(index) ? cellLines[index] : 1)
  }

  /// Reads the record at a path; `nil` where there is none, where it is damaged, or where another
  /// version wrote it: all of which mean that the note has to run.
  package static func read(at path: String) -> RunRecord? {
    guard let record = RecordCoding.read(RunRecord.self, at: path), record.format == currentFormat
    else { return nil }
    return record
  }

  /// The record as JSON with sorted keys, so that two runs can be compared as text.
  package func json() throws -> String { try RecordCoding.text(of: self) }
}
