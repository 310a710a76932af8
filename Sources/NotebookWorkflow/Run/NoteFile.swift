internal import FoundationEssentials
internal import NotebookDocument
internal import NotebookSession
internal import ReportRendering
internal import RunResults

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reading a note from disk, with errors in a note's words.
enum NoteFile {
  /// A note cannot be larger than what a reader could ever scroll through.
  private static let largest = 64 << 20

  /// The note at a path, with parameters set from `name=value` pairs.
  ///
  /// - Parameter vault: The note's vault if none is marked as one.
  static func notebook(
    at path: String, parameters: [String], vault: String? = nil
  ) throws(RunFailure) -> Notebook {
    var assignments: [(name: String, value: String)] = []
    for pair in parameters {
      guard let sign = pair.firstIndex(where: { $0 == "=" || $0 == ":" }), sign != pair.startIndex
      else {
        throw RunFailure(
          .usage,
          Diagnostic(
            .error, file: path, "-P takes name=value, not '\(pair)'",
            explanation: "for example -P learningRate=0.1"))
      }
      assignments.append((String(pair[..<sign]), String(pair[pair.index(after: sign)...])))
    }
    return NoteFiles.notebook(source: try read(path), path: path, vault: vault)
      .settingParameters(assignments)
  }

  /// The bytes of the note at a path.
  static func read(_ path: String) throws(RunFailure) -> [UInt8] {
    guard path.unicodeScalars.allSatisfy({ $0.value >= 32 }) else {
      throw unreadable(path, "its name contains a line end or another control character")
    }
    // Opening a pipe that nobody writes to would wait for ever.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw unreadable(path, String(cString: strerror(errno)), isMissing: errno == ENOENT)
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      throw unreadable(path, String(cString: strerror(errno)))
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw unreadable(path, "it is a folder; name the note in it")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw unreadable(path, "it is a pipe or a device; a note is a file")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      guard count > 0 else { throw unreadable(path, String(cString: strerror(errno))) }
      bytes += chunk[..<count]
      guard bytes.count <= largest else { throw unreadable(path, "it is larger than 64 MB") }
    }
  }

  /// The bytes of a file that a note names; `nil` where it is not there.
  static func contents(of name: String, beside note: Notebook) -> [UInt8]? {
    FileManager.default.contents(atPath: note.path(ofFile: name)).map { Array($0) }
  }

  private static func unreadable(_ path: String, _ reason: String, isMissing: Bool = false)
    -> RunFailure
  {
    let hint = isMissing ? nearestNote(to: path).map { "did you mean '\($0)'?" } : nil
    return RunFailure(
      .usage,
      Diagnostic(
        .error, file: path,
        isMissing ? "there is no such note" : "the note cannot be read: \(reason)",
        explanation: hint))
  }

  /// The note in the same folder whose name is nearest to one that is not there.
  private static func nearestNote(to path: String) -> String? {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : String(folder)))
      ?? []
    let notes = names.filter { NoteName.isNote($0) }.sorted()
    let name = String(path.dropFirst(folder.count))
    let candidates = notes + notes.map { NoteName.stem($0) }
    guard let nearest = Spelling.nearest(to: name, among: candidates) else { return nil }
    let note = notes.first { $0 == nearest || NoteName.stem($0) == nearest }
    return note.map { String(folder) + $0 }
  }
}
