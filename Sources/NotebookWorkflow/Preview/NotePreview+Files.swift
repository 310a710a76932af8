internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import RunResults
internal import SystemBasics

extension NotePreview {
  /// The folders in which a change may concern the note.
  var watchedFolders: Set<String> { usedFiles.folders.union([PreparedFile.folder(of: path)]) }

  /// Reads the note again where an included text or a setting has changed, makes the page anew
  /// where a picture or an embedded note has, and runs the cells again that have read other data
  /// than there are now.
  func usedFilesMayHaveChanged() async {
    if usedFiles.textHasChanged() {
      await textSettles()
      await readAgain()
    }
    if usedFiles.pageHasChanged() { wantPage() }
    // Cells write files too: what changes while they run is no edit.
    guard runTask == nil, let notebook else { return }
    let changed = usedFiles.changedData()
    guard !changed.isEmpty else { return }
    await run { notices in
      notices.contains { notice in
        switch notice {
        case .dataFile(let name, _, let checksum):
          let path = notebook.path(ofFile: name)
          return changed.contains(path)
            && FileManager.default.contents(atPath: path).map { SHA256.hexadecimal(of: $0) }
              != checksum
        case .missingDataFile(let name):
          let path = notebook.path(ofFile: name)
          return changed.contains(path) && FileStamp(path: path) != nil
        default: return false
        }
      }
    }
  }

  /// Waits until nobody is writing the files that are read with the note, as ``settledBytes()``
  /// does for the note itself.
  private func textSettles() async {
    for pause in Self.settlingPauses {
      try? await Task.sleep(for: .milliseconds(pause))
      let hasChanged = usedFiles.textHasChanged()
      if !hasChanged, usedFiles.isTextThere { return }
    }
  }

  /// After a run: from now on a change of what it has read is an edit.
  func rememberUsedFiles() async {
    guard let session, let notebook else { return }
    let notices = await session.result.notices
    usedFiles.replaceData(with: [])
    usedFiles.replaceData(
      with: Set(
        notices.compactMap { notice in
          switch notice {
          case .dataFile(let name, _, _), .missingDataFile(let name): notebook.path(ofFile: name)
          default: nil
          }
        }))
  }
}
