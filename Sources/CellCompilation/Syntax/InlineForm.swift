internal import SwiftSyntax

/// The form of an inline value: one expression, which may have a comment behind it.
struct InlineForm {
  /// The code without a comment to the end of its line, which would hide what follows on the line.
  let code: String
  let syntax: CellSyntax
  /// Why it is no value; `nil` where it is one, and where the compiler says best why not.
  let problem: Problem?

  struct Problem: Sendable {
    var message: String
    var remedy: String
  }

  /// - Parameter text: The code, on one line.
  init(_ text: String) {
    let read = CellSyntax(code: text)
    if let length = Self.lengthBeforeComment(in: read.tree) {
      code = String(decoding: Array(text.utf8.prefix(length)), as: UTF8.self)
      syntax = CellSyntax(code: code)
    } else {
      code = text
      syntax = read
    }
    problem = Self.problem(of: syntax)
  }

  /// How many bytes stand before a comment that goes to the end of its line.
  private static func lengthBeforeComment(in tree: SourceFileSyntax) -> Int? {
    for token in tree.tokens(viewMode: .sourceAccurate) {
      let trivias = [
        (token.position, token.leadingTrivia),
        (token.endPositionBeforeTrailingTrivia, token.trailingTrivia),
      ]
      for (start, trivia) in trivias {
        var offset = start.utf8Offset
        for piece in trivia {
          switch piece {
          case .lineComment, .docLineComment: return offset
          default: offset += piece.sourceLength.utf8Length
          }
        }
      }
    }
    return nil
  }

  private static func problem(of syntax: CellSyntax) -> Problem? {
    let items = syntax.tree.statements
    guard let first = items.first else {
      return Problem(
        message: "an inline value is an expression, and here is none",
        remedy: "write '`{swift} expression`'")
    }
    switch first.item {
    case .decl, .stmt: return statement(first)
    case .expr(let expression)
    where expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self):
      return statement(first)
    case .expr(let expression):
      if expression.isAssignment {
        return Problem(
          message: "an inline value is an expression, and an assignment has no value",
          remedy: "assign in a cell, and name the variable here")
      }
      if !syntax.isWellFormed {
        return Problem(
          message: "the code of this inline value is no whole expression",
          remedy:
            "it stands between '`{swift}' and '`': are all brackets and quotation marks closed?")
      }
      guard items.count > 1 else { return nil }
      return Problem(
        message: "an inline value is one expression, and here are \(items.count)",
        remedy: "give each an inline value of its own, or compute in a cell")
    @unknown default: return nil
    }
  }

  private static func statement(_ item: CodeBlockItemSyntax) -> Problem {
    let word = item.firstToken(viewMode: .sourceAccurate)?.text ?? ""
    let remedy =
      ["if", "switch"].contains(word)
      ? "between two values choose by 'condition ? one : other'"
      : "write it in a cell, and name its result here"
    return Problem(
      message: "an inline value is an expression; '\(word)' stands in a cell", remedy: remedy)
  }
}

extension ExprSyntax {
  fileprivate var isAssignment: Bool {
    if let sequence = self.as(SequenceExprSyntax.self) {
      return sequence.elements.contains { $0.is(AssignmentExprSyntax.self) }
    }
    return self.as(InfixOperatorExprSyntax.self)?.operator.is(AssignmentExprSyntax.self) ?? false
  }
}
