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
  /// What the code is rewritten for.
  enum Purpose {
    /// The kernel; `lineVariable` keeps the line of the running statement, counted so that the
    /// code's first line is `firstLine`.
    case kernel(firstLine: Int, lineVariable: String)
    /// A program of its own, in which a variable's initial value may not throw.
    case program
  }

  private var insertions: [Insertion] = []
  private let syntax: CellSyntax
  private let purpose: Purpose
  private let lines: SourceLocationConverter
  /// The variables that get their first value from a statement.
  private let unassignedNames: Set<String>

  init(_ syntax: CellSyntax, for purpose: Purpose) {
    self.syntax = syntax
    self.purpose = purpose
    unassignedNames = syntax.unassignedNames
    lines = SourceLocationConverter(fileName: "", tree: syntax.tree)
  }

  /// The insertions for a cell; none where the parser did not understand the code, which the
  /// compiler then explains.
  mutating func rewriteCell() -> [Insertion] {
    guard syntax.isWellFormed else { return [] }
    insertions = AsyncLetRewriter(syntax.tree.statements).insertions
    rewrite(syntax.tree.statements, showsLast: true)
    return insertions
  }

  private mutating func rewrite(_ items: CodeBlockItemListSyntax, showsLast: Bool) {
    let last = showsLast ? items.last?.id : nil
    for item in items {
      let isLast = item.id == last
      if let condition = item.item.as(IfConfigDeclSyntax.self) {
        for clause in condition.clauses {
          if case .statements(let inner) = clause.elements { rewrite(inner, showsLast: isLast) }
        }
        continue
      }
      noteLines(of: item)
      switch purpose {
      case .kernel: rewriteGuard(item)
      case .program: catchErrors(in: item)
      }
      if isLast, let expression = item.shownExpression {
        show(expression)
        continue
      }
      let shown = isLast ? item.branchValues : []
      let waits = Effects(of: item).waits
      // A closure around a statement could not give a variable its first value.
      let waitsInPlace = waits && AssignmentVisitor.assigns(unassignedNames, in: item)
      if waitsInPlace {
        waitInPlace(item, except: Set(shown.map(\.id)))
      } else if waits {
        wrapWaiting(item)
      }
      for expression in shown { show(expression, isInside: !waitsInPlace) }
    }
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
  mutating func insert(_ text: String, before node: some SyntaxProtocol) {
    insertions.append(
      Insertion(offset: node.positionAfterSkippingLeadingTrivia.utf8Offset, text: text))
  }

  mutating func insert(_ text: String, after node: some SyntaxProtocol) {
    // The semicolon of a statement stays behind what is inserted.
    let statement = Syntax(node).as(CodeBlockItemSyntax.self).map { Syntax($0.item) }
    let end = (statement ?? Syntax(node)).endPositionBeforeTrailingTrivia
    insertions.append(Insertion(offset: end.utf8Offset, text: text))
  }

  /// - Parameter isInside: Whether the expression belongs to a statement, which waits as a whole.
  private mutating func show(_ expression: ExprSyntax, isInside: Bool = false) {
    insert("NotebookPrelude.showLastValue(", before: expression)
    if !isInside, Effects(of: expression).waits { wrapValue(expression) }
    insert(")", after: expression)
  }

  private mutating func rewriteGuard(_ item: CodeBlockItemSyntax) {
    guard case .stmt(let statement) = item.item,
      let guarding = statement.as(GuardStmtSyntax.self)
    else { return }
    insertions += GuardRewriter(guarding).insertions
  }

  /// Wraps what waits in a top-level item, without hiding the names the item defines.
  mutating func wrapWaiting(_ item: CodeBlockItemSyntax) {
    switch item.item {
    case .decl(let declaration):
      guard let variables = declaration.as(VariableDeclSyntax.self),
        variables.asyncKeyword == nil
      else { return }
      for binding in variables.bindings {
        guard let value = binding.initializer?.value else { continue }
        let effects = Effects(of: value)
        // In a program, `catchErrors` has seen to what can throw.
        if case .program = purpose, effects.throwsErrors { continue }
        if effects.waits { wrapValue(value) }
      }
    case .stmt(let statement):
      guard let guarding = statement.as(GuardStmtSyntax.self) else { return wrapStatement(item) }
      wrapConditions(guarding.conditions)
    case .expr: wrapStatement(item)
    @unknown default: wrapStatement(item)
    }
  }

  mutating func wrapConditions(_ conditions: ConditionElementListSyntax) {
    for element in conditions where Effects(of: element).waits {
      switch element.condition {
      case .expression(let value): wrapValue(value)
      case .optionalBinding(let binding): binding.initializer.map { wrapValue($0.value) }
      case .matchingPattern(let matching): wrapValue(matching.initializer.value)
      case .availability: break
      @unknown default: break
      }
    }
  }

  mutating func wrapValue(_ value: some SyntaxProtocol) {
    let throwing = Effects(of: value).throwsErrors
    insert(
      throwing ? "try NotebookPrelude.waitingOrThrowing({ " : "NotebookPrelude.waiting({ ",
      before: value)
    insert(" })", after: value)
  }

  mutating func wrapStatement(_ statement: some SyntaxProtocol) {
    let throwing = Effects(of: statement).throwsErrors
    insert(
      throwing
        ? "try NotebookPrelude.waitingOrThrowing({ () -> Void in "
        : "NotebookPrelude.waiting({ () -> Void in ",
      before: statement)
    insert(" })", after: statement)
  }

  /// Ends the program where the initial value of a variable cannot be had.
  private mutating func catchErrors(in item: CodeBlockItemSyntax) {
    guard let variables = item.item.as(VariableDeclSyntax.self) else { return }
    for binding in variables.bindings {
      guard let value = binding.initializer?.value, Effects(of: value).throwsErrors else {
        continue
      }
      insert("NotebookPrelude.valueOrExit({ ", before: value)
      if Effects(of: value).waits { wrapValue(value) }
      insert(" })", after: value)
    }
  }

  /// Notes the lines of all statements from which an error could leave the cell.
  private mutating func noteLines(of item: CodeBlockItemSyntax) {
    noteLine(of: item)
    guard Effects(of: item).throwsErrors else { return }
    let blocks = StatementBlockVisitor(viewMode: .sourceAccurate)
    blocks.walk(item)
    for inner in blocks.items { noteLine(of: inner) }
  }

  private mutating func noteLine(of item: CodeBlockItemSyntax) {
    guard case .kernel(let firstLine, let variable) = purpose, Effects(of: item).throwsErrors
    else { return }
    // A declaration's attributes belong to it, and a label to its loop: the note comes before both.
    let line = lines.location(for: item.positionAfterSkippingLeadingTrivia).line
    insert("\(variable) = \(firstLine + line - 1); ", before: item)
  }
}

extension CodeBlockItemSyntax {
  /// The last values of a statement's branches: what an `if`, `switch` or `do` at a cell's end
  /// shows.
  fileprivate var branchValues: [ExprSyntax] {
    switch item {
    case .decl: []
    case .expr(let expression): expression.branches.flatMap(\.lastValues)
    case .stmt(let statement):
      switch statement.as(StmtSyntaxEnum.self) {
      case .expressionStmt(let node): node.expression.branches.flatMap(\.lastValues)
      case .doStmt(let node):
        ([node.body.statements] + node.catchClauses.map(\.body.statements)).flatMap(\.lastValues)
      default: []
      }
    @unknown default: []
    }
  }

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

extension CodeBlockItemListSyntax {
  fileprivate var lastValues: [ExprSyntax] {
    guard let last else { return [] }
    return last.shownExpression.map { [$0] } ?? last.branchValues
  }
}

extension ExprSyntax {
  /// The statements of each branch of an `if` or `switch`.
  fileprivate var branches: [CodeBlockItemListSyntax] {
    switch self.as(ExprSyntaxEnum.self) {
    case .ifExpr(let node):
      switch node.elseBody {
      case .codeBlock(let block): [node.body.statements, block.statements]
      case .ifExpr(let next): [node.body.statements] + ExprSyntax(next).branches
      case nil: [node.body.statements]
      @unknown default: [node.body.statements]
      }
    case .switchExpr(let node): node.cases.compactMap { $0.as(SwitchCaseSyntax.self)?.statements }
    default: []
    }
  }

  fileprivate var assigns: Bool {
    self.as(SequenceExprSyntax.self)?.elements.contains { $0.is(AssignmentExprSyntax.self) }
      ?? self.as(AwaitExprSyntax.self)?.expression.assigns ?? false
  }
}
