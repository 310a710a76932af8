internal import Yams

/// Reads the option lines `//| key: value` at the beginning of a cell.
struct CellOptionParser {
  let source: NoteSource
  let defaults: CellOptions
  private(set) var diagnostics: [Diagnostic] = []

  init(source: NoteSource, defaults: CellOptions) {
    self.source = source
    self.defaults = defaults
  }

  mutating func parse(_ code: String, firstLine: Int, indentation: Int) -> CellOptions {
    var options = defaults
    let lines = OptionLines(code)
    warnOfLateOptions(in: code, after: lines.count, firstLine: firstLine)
    guard lines.count > 0 else { return options }
    let place = YAMLPlace(
      source: source,
      text: lines.yaml(in: source, firstLine: firstLine, indentation: indentation))
    guard let mapping = place.mapping(called: "cell options", &diagnostics) else {
      return options
    }
    for (keyNode, value) in mapping {
      let name = keyNode.optionText ?? ""
      if OtherOptions.contains(name) {
        diagnostics.append(
          place.diagnostic(
            keyNode, "cell option '\(name)' does nothing here",
            explanation: "it is Quarto's, and reports have nothing of the kind", severity: .warning)
        )
        continue
      }
      guard let key = CellOptionKey(rawValue: name) else {
        diagnostics.append(
          place.unknownKey(name, keyNode, known: CellOptionKey.allCases.map(\.rawValue)))
        continue
      }
      if !value.isBlank, !key.apply(value, to: &options) {
        var plain = options
        let isQuoted = value.withoutQuotes.map { key.apply($0, to: &plain) } ?? false
        diagnostics.append(
          place.diagnostic(
            value,
            isQuoted
              ? "'\(name)' must be \(key.expectation), without quotation marks"
              : "'\(name)' must be \(key.expectation), not \(value.quoted)"))
      }
    }
    return options
  }

  /// An option further down is a comment of the code, which its author hardly means.
  private mutating func warnOfLateOptions(in code: String, after count: Int, firstLine: Int) {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated().dropFirst(count) {
      let content = line.drop { $0 == " " || $0 == "\t" }
      guard content.hasPrefix("//|"), let colon = content.firstIndex(of: ":") else { continue }
      let name = content[..<colon].dropFirst(3).trimmed
      guard CellOptionKey(rawValue: name) != nil else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, file: source.path, line: firstLine + number,
          "the option '\(name)' is not obeyed here",
          explanation: OptionLines.rule))
    }
  }
}

/// The option lines of a cell, with the blank lines before and between them.
package struct OptionLines {
  /// What follows the mark of a comment in each, and how many bytes stand before it; nothing in a
  /// blank line.
  private var lines: [(text: Substring, prefixLength: Int)] = []

  /// Where options stand, as told to who has them elsewhere.
  package static let rule = "options stand at the top of a cell, before code and comments"

  /// How many lines of the cell belong to its options.
  package var count: Int { lines.count }

  package init(_ code: String) {
    var blank: [(text: Substring, prefixLength: Int)] = []
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = line.drop { $0 == " " || $0 == "\t" }
      if content.isEmpty {
        blank.append((content, line.utf8.count))
        continue
      }
      guard let mark = ["//|", "#|"].first(where: { content.hasPrefix($0) }) else { break }
      var text = content.dropFirst(mark.count)
      if text.first == " " { text = text.dropFirst() }
      lines += blank
      blank = []
      lines.append((text, line.utf8.count - text.utf8.count))
    }
  }

  /// The YAML in them, for a cell whose code begins at a line of the note, so many bytes from its
  /// beginning.
  func yaml(in source: NoteSource, firstLine: Int, indentation: Int) -> SourceMappedText {
    var yaml = SourceMappedText()
    for (number, line) in lines.enumerated() {
      let start = source.range(ofLine: firstLine + number).lowerBound
      yaml.append(Array("\(line.text)\n".utf8), from: start + indentation + line.prefixLength)
    }
    return yaml
  }
}
