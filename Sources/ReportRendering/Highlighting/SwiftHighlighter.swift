internal import MarkupTree
internal import NotebookDocument
internal import SwiftIDEUtils
internal import SwiftParser
internal import SwiftSyntax

/// Colours Swift code by its grammar. This file is the only code of the report that sees
/// SwiftSyntax.
enum SwiftHighlighter {
  /// The code with a `<span>` around each token that has a colour, one array of nodes a line.
  static func lines(of code: String) -> [[MarkupNode]] {
    let bytes = Array(code.utf8)
    var lines: [[MarkupNode]] = [[]]
    func append(_ range: Range<Int>, _ style: String?) {
      let parts = bytes[range].split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append([]) }
        guard !part.isEmpty else { continue }
        let text = MarkupNode.text(String(decoding: part, as: UTF8.self))
        lines[lines.count - 1].append(style.map { .element("span", ["class": $0], [text]) } ?? text)
      }
    }
    var end = 0
    let parsed = BracketNesting.isTooDeep(code) ? "" : code
    for classified in Parser.parse(source: parsed).classifications {
      let start = classified.range.lowerBound.utf8Offset
      let stop = min(classified.range.upperBound.utf8Offset, bytes.count)
      guard start >= end, stop > start else { continue }
      if start > end { append(end..<start, nil) }
      append(start..<stop, style(of: classified.kind))
      end = stop
    }
    if end < bytes.count { append(end..<bytes.count, nil) }
    return lines
  }

  private static func style(of kind: SyntaxClassification) -> String? {
    switch kind {
    case .keyword: "k"
    case .attribute, .ifConfigDirective: "at"
    case .stringLiteral, .regexLiteral: "st"
    case .integerLiteral, .floatLiteral: "nu"
    case .type: "ty"
    case .lineComment, .blockComment, .docLineComment, .docBlockComment: "co"
    default: nil
    }
  }
}
