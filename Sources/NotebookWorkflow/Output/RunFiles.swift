internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The report and the record of one run on disk.
///
/// Both are whole on the disk before either takes its place, the record first, and nobody else puts
/// his own between them. The record knows the stamp of its report: where a run is killed between
/// the two, the next one finds new outputs and a report that is not theirs, and renders them.
struct RunFiles {
  /// Where they are.
  let paths: ReportPaths

  /// Puts both in their places; the record gets the report's stamp.
  func write(page: String, record: RunRecord) throws(FileError) {
    try FileWriting.perform { () throws(FileError) in
      let preparedPage = try PreparedFile(page, for: paths.report)
      var record = record
      record.report = FileStamp(path: preparedPage.temporaryPath, renamed: paths.report)
      record.source = paths.source
      let preparedRecord = try PreparedFile(Self.text(of: record), for: paths.record)
      let lock = FolderLock(of: paths.report)
      defer { lock.release() }
      try preparedRecord.publish()
      try preparedPage.publish()
    }
  }

  /// Puts a record in its place before there is a page of it. Where that cannot be done, the run
  /// goes on: at its end, the reason is told.
  func save(_ record: RunRecord) {
    FileWriting.perform {
      var record = record
      record.source = paths.source
      if let prepared = try? PreparedFile(Self.text(of: record), for: paths.record) {
        try? prepared.publish()
      }
    }
  }

  /// Puts a record in the place of one that differs only in what spares reading files. Where that
  /// cannot be done, or somebody has put another one there, nothing is lost.
  func renew(_ record: RunRecord, as renewed: RunRecord) {
    FileWriting.perform {
      guard let prepared = try? PreparedFile(Self.text(of: renewed), for: paths.record) else {
        return
      }
      let lock = FolderLock(of: paths.report)
      defer { lock.release() }
      if RunRecord.read(at: paths.record) == record { try? prepared.publish() }
    }
  }

  /// The same in a new folder among the temporary files, for a run whose own folder cannot be
  /// written to when it ends: what it took hours to compute is not thrown away.
  ///
  /// - Returns: The paths, or `nil` where nothing can be written at all.
  static func keep(page: String, record: RunRecord, note: String) -> ReportPaths? {
    let placeholder = String(repeating: "X", count: 6)
    for folder in [FileManager.default.temporaryDirectory.path, "/var/tmp"] {
      var template = Array("\(folder)/notebook-kept-\(placeholder)".utf8CString)
      guard mkdtemp(&template) != nil else { continue }
      let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let files = RunFiles(paths: ReportPaths(note: note, directory: made))
      if (try? files.write(page: page, record: record)) != nil { return files.paths }
      try? FileManager.default.removeItem(atPath: made)
    }
    return nil
  }

  private static func text(of record: RunRecord) -> String {
    do {
      return try record.json()
    } catch {
      // Every value of a record has a form in JSON: the encoder is told one for infinity and NaN.
      preconditionFailure("a record cannot be written as JSON: \(error)")
    }
  }
}
