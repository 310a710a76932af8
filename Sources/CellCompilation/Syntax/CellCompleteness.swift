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
    if tree.endsInComment || tree.endsInOperator && !tree.hasError {
      self = .incomplete(indentation: Self.indentation(after: code))
      return
    }
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

extension SourceFileSyntax {
  private var lastToken: TokenSyntax? { endOfFileToken.previousToken(viewMode: .sourceAccurate) }

  /// Whether a comment `/*` goes on to the end, and so to the next line.
  fileprivate var endsInComment: Bool {
    let trivia = Array(lastToken?.trailingTrivia ?? []) + Array(endOfFileToken.leadingTrivia)
    guard case .blockComment(let text)? = trivia.last else { return false }
    // Comments lie in each other.
    var depth = 0
    var rest = text.utf8[...]
    while !rest.isEmpty {
      let isOpening = rest.starts(with: "/*".utf8)
      if isOpening { depth += 1 }
      let isClosing = rest.starts(with: "*/".utf8)
      if isClosing { depth -= 1 }
      rest = rest.dropFirst(isOpening || isClosing ? 2 : 1)
    }
    return depth > 0
  }

  /// The standard library's operators that stand between two values, which the grammar takes for
  /// one behind a value in `1+`.
  private static let infixOperators: Set = [
    "+", "-", "*", "/", "%", "&", "|", "^", "&+", "&-", "&*", "<<", ">>", "&<<", "&>>", "==", "!=",
    "===", "!==", "<", ">", "<=", ">=", "~=", "&&", "||", "??", "..<", "+=", "-=", "*=", "/=", "%=",
    "&=", "|=", "^=", "<<=", ">>=",
  ]

  /// Whether the last word is an operator that another value must follow.
  fileprivate var endsInOperator: Bool {
    guard case .postfixOperator(let text)? = lastToken?.tokenKind else { return false }
    return Self.infixOperators.contains(text)
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
