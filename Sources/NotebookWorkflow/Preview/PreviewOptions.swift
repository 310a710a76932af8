package import NotebookDisplay

/// What the user asked of a preview.
package struct PreviewOptions: Sendable {
  /// Whether cells run; without it prose and compiler errors are shown.
  package var runsCells = true
  /// An editor's address with `{file}` and `{line}`, such as `vscode://file{file}:{line}`.
  package var editor: String?
  /// Whether the note is run once more in a fresh kernel whenever nothing has changed for a second,
  /// and the outputs are compared.
  package var comparesWithFreshRun = false
  /// How many states before cells are kept at most.
  package var snapshotLimit = 48
  /// Bytes that all kept states may take; `nil` for a quarter of what is free.
  package var snapshotMemory: Int?
  /// How long a note of a folder keeps its kernel after its last page was closed.
  package var idleTime = Duration.seconds(60)
  /// A training's progress in one line.
  package var describe: @Sendable (Progress) -> String

  package init(describe: @escaping @Sendable (Progress) -> String) { self.describe = describe }
}
