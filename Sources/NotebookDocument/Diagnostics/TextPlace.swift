/// A place in a file, for what is found wrong with it only later.
package struct TextPlace: Sendable, Equatable {
  /// The file's path as the user gave it.
  package var file: String
  /// From 1.
  package var line: Int
  /// From 1, in bytes of UTF-8; `nil` for the whole line.
  package var column: Int?

  package init(file: String, line: Int, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}
