/// What the process of a run says of itself while it runs, one line each time.
package struct TaskStatus: Sendable, Equatable {
  /// "cell 3 of 21: epoch 4/10".
  package var text: String

  package init(_ text: String) { self.text = text }

  /// The line, which no other output of the process looks like.
  package var line: String { Self.mark + text }

  /// Reads a line; `nil` for one that says something else.
  package init?(line: String) {
    guard line.hasPrefix(Self.mark) else { return nil }
    text = String(line.dropFirst(Self.mark.count))
  }

  private static let mark = "sweep-task: "
}
