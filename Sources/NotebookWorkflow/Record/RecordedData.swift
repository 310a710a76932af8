internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults
internal import SystemBasics

/// The data files of a run, which are compared with what is on the disk now: by their stamps, and
/// where these differ by their checksums.
struct RecordedData {
  private let files: [RunInformation.DataFile]
  /// What was looked for and not there, unless the run made and read it later.
  private let missingFiles: Set<String>
  private let notebook: Notebook

  init(files: [RunInformation.DataFile], missing: [String], of notebook: Notebook) {
    self.files = files
    missingFiles = Set(missing).subtracting(files.map(\.path))
    self.notebook = notebook
  }

  init(_ run: RunResult, of notebook: Notebook) {
    let missing = run.notices.compactMap { notice in
      if case .missingDataFile(let path) = notice { path } else { nil }
    }
    self.init(files: run.information.dataFiles, missing: missing, of: notebook)
  }

  /// The stamps of the files that were read, if all have the content that was read, and if none is
  /// there that was looked for in vain; otherwise `nil`.
  ///
  /// Files that have changed a moment ago get no stamp: they may change again without another one.
  ///
  /// - Parameters:
  ///   - isKnown: Whether a file with this stamp is known to have the content that was read.
  ///   - time: When this is asked, in nanoseconds since 1970.
  func stamps(at time: Int = FileStamp.now, isKnown: (FileStamp) -> Bool) -> [FileStamp]? {
    guard !missingFiles.contains(where: { FileStamp(path: path($0)) != nil }) else { return nil }
    var stamps: [FileStamp] = []
    for file in files {
      guard let stamp = FileStamp(path: path(file.path)) else { return nil }
      guard isKnown(stamp) || checksum(path(file.path)) == file.sha256 else { return nil }
      if stamp.isSettled(at: time) { stamps.append(stamp) }
    }
    return stamps
  }

  private func path(_ name: String) -> String { notebook.path(ofFile: name) }

  private func checksum(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { SHA256.hexadecimal(of: $0) }
  }
}
