internal import NotebookDocument
internal import SwiftParser
internal import SwiftSyntax

/// A cell's code as far as it matters to the compiler: without comments, options and blank lines.
package struct SignificantCode: Sendable, Equatable {
  /// The tokens, one line of them for each line of the cell that has any.
  package let text: String
  /// The offsets of those lines in the cell, from 0.
  package let lines: [Int]

  /// Reads a cell's code. Code that says at what line it stands is kept as it is, since a comment
  /// more changes what it does; so is code that nests too deeply to be read.
  package init(_ code: String) {
    guard !code.contains("#line"), !BracketNesting.isTooDeep(code) else {
      text = code
      lines = Array(0..<code.split(separator: "\n", omittingEmptySubsequences: false).count)
      return
    }
    let tree = Parser.parse(source: code)
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    var text = ""
    var lines: [Int] = []
    var end = AbsolutePosition(utf8Offset: 0)
    for token in tree.tokens(viewMode: .sourceAccurate) where token.tokenKind != .endOfFile {
      let start = token.positionAfterSkippingLeadingTrivia
      let line = converter.location(for: start).line - 1
      if line != lines.last {
        lines.append(line)
        text += "\n"
      } else if start != end {
        text += " "  // `a -b` is not `a - b`.
      }
      text += token.text
      end = token.endPositionBeforeTrailingTrivia
    }
    self.text = text
    self.lines = lines
  }
}
