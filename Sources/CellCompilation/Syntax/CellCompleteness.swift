internal import NotebookDocument
internal import SwiftParser
internal import SwiftSyntax

/// Whether a text can be a cell as it stands, or its author has not come to the end: what a console
/// asks before it runs a text or gives it another line.
package enum CellCompleteness: Sendable, Equatable {
  case complete
  /// No further line would make it Swift.
  case invalid
  /// The blanks that the next line should begin with.
  case incomplete(indentation: String)

  /// Reads a text as far as its grammar goes.
  package init(of code: String) {
    // A note with a zero byte is refused.
    guard !BracketNesting.isTooDeep(code), !code.utf8.contains(0) else {
      self = .invalid
      return
    }
    let tree = Parser.parse(source: code)
    guard tree.hasError else {
      self = .complete
      return
    }
    let gaps = GapVisitor(tree)
    gaps.walk(tree)
    self = gaps.areAllAtTheEnd ? .incomplete(indentation: Self.indentation(after: code)) : .invalid
  }

  /// The blanks of the last line, and two more where it opens something.
  private static func indentation(after code: String) -> String {
    let lines = code.split(whereSeparator: \.isNewline)
    guard let last = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return "" }
    let blanks = String(last.prefix { $0 == " " || $0 == "\t" })
    let end = last.last { !$0.isWhitespace }
    return end == "{" || end == "(" || end == "[" ? blanks + "  " : blanks
  }
}

/// Finds where a tree lacks something.
private final class GapVisitor: SyntaxVisitor {
  private let end: AbsolutePosition
  private(set) var count = 0
  private var isSomethingElseWrong = false

  /// Whether something is missing, and only after the last word.
  var areAllAtTheEnd: Bool { count > 0 && !isSomethingElseWrong }

  init(_ tree: SourceFileSyntax) {
    // The token before the end of the file.
    end =
      tree.endOfFileToken.previousToken(viewMode: .sourceAccurate)?
      .endPositionBeforeTrailingTrivia ?? tree.position
    super.init(viewMode: .all)
  }

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    guard token.presence == .missing else {
      // An unknown character, a comment without an end and the like.
      if token.hasError { isSomethingElseWrong = true }
      return .skipChildren
    }
    count += 1
    // A string of one line ends on its line.
    if token.tokenKind == .stringQuote || token.position < end { isSomethingElseWrong = true }
    return .skipChildren
  }

  override func visit(_ node: UnexpectedNodesSyntax) -> SyntaxVisitorContinueKind {
    isSomethingElseWrong = true
    return .skipChildren
  }
}
