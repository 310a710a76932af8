internal import SystemBasics

/// Files that a note writes.
package enum OutputFile {
  /// Writes text in UTF-8 to a file, in place of what was there.
  package static func write(_ text: String, to path: String) throws(DatasetError) {
    try write(Array(text.utf8), to: path)
  }

  /// Writes bytes in place of what was there; whoever reads the file sees all of one or all of the
  /// other.
  package static func write(_ bytes: [UInt8], to path: String) throws(DatasetError) {
    do {
      try FileContent.write(bytes, to: path)
    } catch {
      throw DatasetError(path, .notWritten(error.description))
    }
  }
}
