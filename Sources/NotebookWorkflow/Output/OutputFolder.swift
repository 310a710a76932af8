internal import FoundationEssentials
internal import NotebookDocument
internal import NotebookSession
internal import RunResults

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The folder that reports go to, made and tried before anything trains.
enum OutputFolder {
  /// Makes the folder, and removes what killed runs of this note have left in it.
  static func prepare(_ folder: String, for paths: ReportPaths) throws(RunFailure) {
    try make(folder)
    let report = paths.report
    var isFolder = false
    if FileManager.default.fileExists(atPath: report, isDirectory: &isFolder), isFolder {
      throw unusable(report, "there is a folder of that name where the report should go")
    }
    try checkNames(folder, paths)
    for path in [report, paths.record] { PreparedFile.removeLeftovers(of: path) }
  }

  /// Makes a folder that files can be written to.
  static func make(_ folder: String) throws(RunFailure) {
    var isFolder = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), !isFolder {
      throw unusable(folder, "it is a file; name a folder with -o")
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw unusable(folder, "it cannot be made: \(String(cString: strerror(errno)))")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      throw unusable(folder, String(cString: strerror(errno)).lowercased())
    }
  }

  /// Refuses what belongs to another note of the same name, which is still there.
  ///
  /// - Parameters:
  ///   - owner: The note that a file beside the report names, as seen from the folder; `nil` for
  ///     none.
  ///   - source: This note, seen from there too.
  static func checkOwner(
    _ owner: String?, of report: String, source: String, in folder: String
  ) throws(RunFailure) {
    guard let owner, owner != source,
      FileManager.default.fileExists(atPath: "\(folder)/\(owner)")
    else { return }
    throw unusable(report, "it is the report of another note, \(folder)/\(owner)")
  }

  /// The files may have their names, and the report that is there is this note's.
  private static func checkNames(_ folder: String, _ paths: ReportPaths) throws(RunFailure) {
    let limit = pathconf(folder, Int32(_PC_NAME_MAX))
    let longest = "\(paths.name).run.json".utf8.count + PreparedFile.longestEnding
    guard limit <= 0 || longest <= limit else {
      throw unusable(
        paths.report,
        "the note's name is too long: names of files here have at most \(limit) bytes, "
          + "and the record's would have up to \(longest)")
    }
    try checkOwner(
      RunRecord.read(at: paths.record)?.source, of: paths.report, source: paths.source, in: folder)
  }

  private static func unusable(_ path: String, _ reason: String) -> RunFailure {
    RunFailure(
      .failed,
      Diagnostic(
        .error, file: path, "the report cannot be written: \(reason)",
        explanation: "nothing was run; '-o FOLDER' puts reports elsewhere"))
  }
}
