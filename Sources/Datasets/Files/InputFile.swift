/// Files that a note reads besides data sets.
package enum InputFile {
  /// The whole content. The run information is told of it, so that a changed file makes the note
  /// run again.
  package static func read(_ path: String) throws -> [UInt8] { try DataFile(path: path).bytes }

  /// Whether there is such a file.
  package static func exists(_ path: String) -> Bool { DataFile.exists(path) }
}
