/// What is open in a displayed formula that has been read up to some line: LaTeX's environments.
struct FormulaNesting {
  private var depth = 0

  /// Whether an environment goes on: a blank line in it does not end the formula.
  var isOpen: Bool { depth > 0 }

  mutating func read(_ line: ArraySlice<UInt8>) {
    for index in line.indices where line[index] == UInt8(ascii: "\\") {
      if line.has("\\begin{", at: index) { depth += 1 }
      if line.has("\\end{", at: index) { depth -= 1 }
    }
  }
}
