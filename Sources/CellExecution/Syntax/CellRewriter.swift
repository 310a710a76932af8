internal import SwiftSyntax

/// Turns a cell into code whose entry point always comes back.
///
/// - The last expression is handed to `showLastValue`.
/// - Waiting (`await`) happens inside a call that returns when it is over: code with a top-level
///   `await` is compiled to an entry point that ends the process.
/// - Before a statement that can throw, its line is noted for whoever reports the error.
///
/// Variables stay where they are, so they stay global and keep their inferred types.
struct CellRewriter {
  private var insertions: [Insertion] = []
  private let syntax: CellSyntax
  /// The line of the note at the code's first line.
  private let firstLine: Int
  private let lines: SourceLocationConverter
  /// The variable that keeps the line of the running statement.
  private let lineVariable: String

  init(_ syntax: CellSyntax, firstLine: Int, lineVariable: String) {
    self.syntax = syntax
    self.firstLine = firstLine
    self.lineVariable = lineVariable
    lines = SourceLocationConverter(fileName: "", tree: syntax.tree)
  }

  /// The insertions for a cell; none where the parser did not understand the code, which the
  /// compiler then explains.
  mutating func rewriteCell() -> [Insertion] {
    guard syntax.isWellFormed else { return [] }
    let items = Array(syntax.tree.statements)
    for (index, item) in items.enumerated() {
      noteLines(of: item)
      rewriteGuard(item)
      let isLast = index == items.count - 1
      if isLast, let expression = item.shownExpression {
        show(expression)
      } else if Effects(of: item).waits {
        wrapWaiting(item)
      }
    }
    return insertions
  }

  /// The insertions for one expression in prose, whose value is sent under its number.
  mutating func rewriteInline(_ number: Int) -> [Insertion] {
    guard syntax.isWellFormed, let item = syntax.tree.statements.first else { return [] }
    noteLines(of: item)
    insert("NotebookPrelude.sendInlineValue(\(number), ", before: item)
    if Effects(of: item).waits { wrapValue(item) }
    insert(");", after: item)
    return insertions
  }
}

extension CellRewriter {
  private mutating func insert(_ text: String, before node: some SyntaxProtocol) {
    insertions.append(
      Insertion(offset: node.positionAfterSkippingLeadingTrivia.utf8Offset, text: text))
  }

  private mutating func insert(_ text: String, after node: some SyntaxProtocol) {
    insertions.append(
      Insertion(offset: node.endPositionBeforeTrailingTrivia.utf8Offset, text: text))
  }

  private mutating func show(_ expression: ExprSyntax) {
    insert("NotebookPrelude.showLastValue(", before: expression)
    if Effects(of: expression).waits { wrapValue(expression) }
    insert(")", after: expression)
  }

  private mutating func rewriteGuard(_ item: CodeBlockItemSyntax) {
    guard case .stmt(let statement) = item.item,
      let guarding = statement.as(GuardStmtSyntax.self)
    else { return }
    insertions += GuardRewriter(guarding).insertions
  }

  /// Wraps what waits in a top-level item, without hiding the names the item defines.
  private mutating func wrapWaiting(_ item: CodeBlockItemSyntax) {
    switch item.item {
    case .decl(let declaration):
      guard let variables = declaration.as(VariableDeclSyntax.self) else { return }
      for binding in variables.bindings {
        if let value = binding.initializer?.value, Effects(of: value).waits { wrapValue(value) }
      }
    case .stmt(let statement):
      guard let guarding = statement.as(GuardStmtSyntax.self) else { return wrapStatement(item) }
      for element in guarding.conditions where Effects(of: element).waits {
        switch element.condition {
        case .expression(let value): wrapValue(value)
        case .optionalBinding(let binding): binding.initializer.map { wrapValue($0.value) }
        case .matchingPattern(let matching): wrapValue(matching.initializer.value)
        case .availability: break
        }
      }
    case .expr: wrapStatement(item)
    }
  }

  private mutating func wrapValue(_ value: some SyntaxProtocol) {
    let throwing = Effects(of: value).throwsErrors
    insert(
      throwing ? "try NotebookPrelude.waitingOrThrowing({ " : "NotebookPrelude.waiting({ ",
      before: value)
    insert(" })", after: value)
  }

  private mutating func wrapStatement(_ statement: some SyntaxProtocol) {
    let throwing = Effects(of: statement).throwsErrors
    insert(
      throwing
        ? "try NotebookPrelude.waitingOrThrowing({ () -> Void in "
        : "NotebookPrelude.waiting({ () -> Void in ",
      before: statement)
    insert(" })", after: statement)
  }

  /// Notes the lines of all statements from which an error could leave the cell.
  private mutating func noteLines(of item: CodeBlockItemSyntax) {
    guard Effects(of: item).throwsErrors else { return }
    // A declaration's attributes belong to it, and a label to its loop: the note comes before both.
    let line = lines.location(for: item.positionAfterSkippingLeadingTrivia).line
    insert("\(lineVariable) = \(firstLine + line - 1); ", before: item)
    let blocks = StatementBlockVisitor(viewMode: .sourceAccurate)
    blocks.walk(item)
    for inner in blocks.items { noteLines(ofInner: inner) }
  }

  private mutating func noteLines(ofInner item: CodeBlockItemSyntax) {
    guard Effects(of: item).throwsErrors else { return }
    let line = lines.location(for: item.positionAfterSkippingLeadingTrivia).line
    insert("\(lineVariable) = \(firstLine + line - 1); ", before: item)
  }
}

extension CodeBlockItemSyntax {
  /// The expression whose value a cell shows if this is its last item.
  fileprivate var shownExpression: ExprSyntax? {
    guard case .expr(let expression) = item else { return nil }
    switch expression.as(ExprSyntaxEnum.self) {
    case .sequenceExpr(let sequence):
      let assigns = sequence.elements.contains { $0.is(AssignmentExprSyntax.self) }
      return assigns ? nil : expression
    case .tryExpr(let node):
      return node.expression.assigns ? nil : expression
    case .awaitExpr(let node):
      return node.expression.assigns ? nil : expression
    case .macroExpansionExpr(let macro):
      return ["warning", "error", "sourceLocation"].contains(macro.macroName.text)
        ? nil : expression
    case .ifExpr, .switchExpr, .closureExpr: return nil
    default: return expression
    }
  }
}

extension ExprSyntax {
  fileprivate var assigns: Bool {
    self.as(SequenceExprSyntax.self)?.elements.contains { $0.is(AssignmentExprSyntax.self) }
      ?? self.as(AwaitExprSyntax.self)?.expression.assigns ?? false
  }
}
