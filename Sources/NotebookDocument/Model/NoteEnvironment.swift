/// What a note takes from other files while it is read.
package struct NoteEnvironment {
  /// A file, read.
  package struct File: Sendable, Equatable {
    /// The absolute path.
    package var path: String
    /// The path as messages name it.
    package var shownPath: String
    package var bytes: [UInt8]

    /// - Parameter shownPath: The path as messages name it; `nil` for the absolute one.
    package init(path: String, shownPath: String? = nil, bytes: [UInt8]) {
      self.path = path
      self.shownPath = shownPath ?? path
      self.bytes = bytes
    }

    /// The folder it lies in.
    var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
    /// Its name without the folder.
    package var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  /// Quarto's `_quarto.yml`, `_variables.yml` and `_metadata.yml`, MyST's `myst.yml` or a Jupyter
  /// Book's `_config.yml`, from the outermost folder to the note's own. What a note's front matter
  /// says goes before what they say.
  package var settings: [File] = []
  /// The file that `{{< include name >}}` names.
  package var file: (_ name: String) -> File? = { _ in nil }
  /// The files that list works where neither the note nor the settings name any.
  package var works: () -> [String] = { [] }
  /// Whether another note of the project has something with a label.
  package var hasLabel: (_ label: String) -> Bool = { _ in false }

  package init() {}
}
