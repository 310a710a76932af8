extension DatasetDescription {
  /// What checking one file found.
  enum Finding: Equatable {
    /// It is the official one, or one known to hold the same.
    case intact
    /// Its length is right, and no checksum of it is known.
    case rightLength
    case missing
    /// In a sentence: what was expected and what came.
    case damaged(String)
  }

  /// Fetches all files into a folder; each is checked before it gets its name, and those that are
  /// there already are left alone.
  ///
  /// - Throws: ``DatasetError`` where a file cannot be had, or where nothing may be fetched.
  func fetch(into folder: String) throws {
    guard let address else {
      throw DatasetError(
        title,
        .missing(remedy: "it may not be passed on; \(ownCopy)"))
    }
    try DataFile.createFolder(folder)
    for file in files where !DataFile.exists("\(folder)/\(file.name)") {
      try DataFile.download(
        address + file.name, to: "\(folder)/\(file.name)", checksum: file.checksums.first ?? "")
    }
  }

  /// Compares every file in a folder with what is known of it.
  func verify(in folder: String) -> [(path: String, finding: Finding)] {
    files.map { file in
      let packed = "\(folder)/\(file.name)"
      if DataFile.exists(packed) { return (packed, verify(file, at: packed)) }
      let plain = "\(folder)/\(file.unpackedName)"
      if let bytes = file.unpackedBytes, DataFile.exists(plain) {
        return (plain, verify(File(name: file.unpackedName, bytes: bytes), at: plain))
      }
      return (packed, .missing)
    }
  }

  private func verify(_ file: File, at path: String) -> Finding {
    do {
      let found = try DataFile(path: path, checksums: file.checksums)
      if !file.checksums.isEmpty { return .intact }
      return found.bytes.count == file.bytes
        ? .rightLength
        : .damaged("\(path) is damaged: expected \(file.bytes) bytes, got \(found.bytes.count)")
    } catch {
      return .damaged("\(error)")
    }
  }
}
