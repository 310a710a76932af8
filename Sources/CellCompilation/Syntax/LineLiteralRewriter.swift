internal import SwiftSyntax

/// Makes `#line` the line that a reader knows, where the compiler counts the lines of a cell from
/// another one: in a session, all cells after each other; in an included text, behind the note's.
///
/// As the default of a parameter it is the line of whoever calls, and stays what the compiler
/// counts.
struct LineLiteralRewriter {
  /// What stands before each `#line`, and behind it.
  private(set) var beginnings: [Insertion] = []
  private(set) var ends: [Insertion] = []

  /// - Parameter surplus: How much higher the compiler's lines are than the reader's.
  init(_ syntax: CellSyntax, surplus: Int) {
    guard surplus != 0, syntax.isWellFormed else { return }
    let visitor = LineLiteralVisitor(viewMode: .sourceAccurate)
    visitor.walk(syntax.tree)
    for node in visitor.literals {
      beginnings.append(
        Insertion(offset: node.positionAfterSkippingLeadingTrivia.utf8Offset, text: "("))
      ends.append(
        Insertion(
          offset: node.endPositionBeforeTrailingTrivia.utf8Offset,
          text: surplus > 0 ? " - \(surplus))" : " + \(surplus.magnitude))"))
    }
  }
}

private final class LineLiteralVisitor: SyntaxVisitor {
  private(set) var literals: [MacroExpansionExprSyntax] = []

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    let isDefault =
      node.parent?.as(InitializerClauseSyntax.self)?.parent?.is(FunctionParameterSyntax.self)
      == true
    if node.macroName.text == "line", !isDefault { literals.append(node) }
    return .visitChildren
  }
}
