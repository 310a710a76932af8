extension Cell {
  /// The code as the compiler reads it: option lines written `#|` are comments to us, not to Swift,
  /// and become `//`, which keeps every column in its place.
  package var compilableCode: String {
    var remaining = OptionLines(code).count
    guard remaining > 0, code.contains("#|") else { return code }
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard remaining > 0 else { return String(line) }
      remaining -= 1
      guard let mark = line.firstIndex(of: "#"), line[..<mark].allSatisfy(\.isWhitespace) else {
        return String(line)
      }
      return line[..<mark] + "//" + line[mark...].dropFirst(2)
    }
    return lines.joined(separator: "\n")
  }

  /// The code as the report shows it: without option lines, and without blank lines at both ends.
  package var shownCode: (text: String, firstLine: Int) {
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    var first = OptionLines(code).count
    lines.removeFirst(min(first, lines.count))
    while let line = lines.first, line.allSatisfy(\.isWhitespace) {
      lines.removeFirst()
      first += 1
    }
    while let line = lines.last, line.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return (lines.joined(separator: "\n"), firstLine + first)
  }
}
