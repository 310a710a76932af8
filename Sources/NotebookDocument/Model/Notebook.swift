/// A note, read: its prose as a tree, its cells in order, and everything that is wrong with it.
///
/// Reading never fails: a note that cannot be understood gives a notebook with diagnostics.
package struct Notebook: Sendable, Equatable {
  /// The note's text and path.
  package var source: NoteSource
  package var frontMatter: FrontMatter
  /// The prose, with cells in their places.
  package var blocks: [Block]
  /// The Swift blocks in the order they run, numbered from 1; those with `eval: false` included.
  package var cells: [Cell]
  package var inlineExpressions: [InlineExpression]
  /// The footnotes that are referred to, in the order of their first reference.
  package var footnotes: [Footnote]
  /// The labels of other tools' cells, which do not run here, and their languages.
  package var labelsOfOtherCells: [String: String] = [:]
  /// The absolute paths of the settings and texts that it took from other files.
  package var filesRead: Set<String> = []
  /// Problems in the order of their lines.
  package var diagnostics: [Diagnostic]

  /// The note's path as the user gave it.
  package var path: String { source.path }

  /// What random numbers start from.
  package var seed: UInt64 { frontMatter.seed ?? 0 }

  /// Whether nothing may run.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// A footnote that the prose refers to.
package struct Footnote: Sendable, Equatable {
  package var label: String
  package var blocks: [Block]
  package var line: Int
}
