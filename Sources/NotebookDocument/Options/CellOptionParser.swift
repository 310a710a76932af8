internal import Yams

/// Reads the option lines `//| key: value` at the beginning of a cell.
struct CellOptionParser {
  let path: String
  let defaults: CellOptions
  private(set) var diagnostics: [Diagnostic] = []

  init(path: String, defaults: CellOptions) {
    self.path = path
    self.defaults = defaults
  }

  mutating func parse(_ code: String, firstLine: Int, indentation: Int) -> CellOptions {
    var options = defaults
    let lines = OptionLines(code)
    guard !lines.yaml.isEmpty else { return options }
    let place = YAMLPlace(
      path: path, firstLine: firstLine, columnOffsets: lines.prefixLengths.map { $0 + indentation })
    guard let mapping = place.mapping(of: lines.yaml, called: "cell options", &diagnostics) else {
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
        diagnostics.append(
          place.diagnostic(
            value, "'\(name)' must be \(key.expectation), not \(value.quoted)"))
      }
    }
    return options
  }
}

/// The option lines of a cell, and where their YAML begins in each.
package struct OptionLines {
  /// How many lines of the cell are options.
  package var count = 0
  var yaml = ""
  var prefixLengths: [Int] = []

  package init(_ code: String) {
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = line.drop { $0 == " " || $0 == "\t" }
      guard let mark = ["//|", "#|"].first(where: { content.hasPrefix($0) }) else { break }
      var text = content.dropFirst(mark.count)
      if text.first == " " { text = text.dropFirst() }
      count += 1
      prefixLengths.append(line.utf8.count - text.utf8.count)
      yaml += text + "\n"
    }
  }
}
