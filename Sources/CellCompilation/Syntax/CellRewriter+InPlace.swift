internal import SwiftSyntax

extension CellRewriter {
  /// Waits in the expressions of a statement one by one, and leaves the statement where it is.
  ///
  /// - Parameter shown: Expressions that whoever shows their values makes wait.
  mutating func waitInPlace(_ item: CodeBlockItemSyntax, except shown: Set<SyntaxIdentifier>) {
    guard Effects(of: item).waits else { return }
    switch item.item {
    case .decl: wrapWaiting(item)
    case .stmt(let statement): waitInPlace(statement, except: shown)
    case .expr(let expression): waitInPlace(expression, except: shown)
    @unknown default: wrapStatement(item)
    }
  }

  private mutating func waitInPlace(
    _ items: CodeBlockItemListSyntax, except shown: Set<SyntaxIdentifier>
  ) {
    for item in items { waitInPlace(item, except: shown) }
  }

  private mutating func waitInPlace(_ statement: StmtSyntax, except shown: Set<SyntaxIdentifier>) {
    switch statement.as(StmtSyntaxEnum.self) {
    case .expressionStmt(let node): waitInPlace(node.expression, except: shown)
    case .labeledStmt(let node): waitInPlace(node.statement, except: shown)
    case .doStmt(let node):
      waitInPlace(node.body.statements, except: shown)
      for clause in node.catchClauses { waitInPlace(clause.body.statements, except: shown) }
    case .forStmt(let node) where node.awaitKeyword == nil:
      if Effects(of: node.sequence).waits { wrapValue(node.sequence) }
      waitInPlace(node.body.statements, except: shown)
    case .whileStmt(let node):
      wrapConditions(node.conditions)
      waitInPlace(node.body.statements, except: shown)
    case .repeatStmt(let node):
      waitInPlace(node.body.statements, except: shown)
      if Effects(of: node.condition).waits { wrapValue(node.condition) }
    case .guardStmt(let node):
      wrapConditions(node.conditions)
      waitInPlace(node.body.statements, except: shown)
    case .throwStmt(let node): wrapValue(node.expression)
    case .returnStmt, .breakStmt, .continueStmt: break
    default: wrapStatement(statement)
    }
  }

  private mutating func waitInPlace(
    _ expression: ExprSyntax, except shown: Set<SyntaxIdentifier>
  ) {
    guard Effects(of: expression).waits, !shown.contains(expression.id) else { return }
    switch expression.as(ExprSyntaxEnum.self) {
    case .ifExpr(let node):
      wrapConditions(node.conditions)
      waitInPlace(node.body.statements, except: shown)
      switch node.elseBody {
      case .codeBlock(let block): waitInPlace(block.statements, except: shown)
      case .ifExpr(let next): waitInPlace(ExprSyntax(next), except: shown)
      default: break
      }
    case .switchExpr(let node):
      if Effects(of: node.subject).waits { wrapValue(node.subject) }
      for clause in node.cases {
        clause.as(SwitchCaseSyntax.self).map { waitInPlace($0.statements, except: shown) }
      }
    case .sequenceExpr(let node):
      let elements = Array(node.elements)
      guard elements.count > 2, elements[1].is(AssignmentExprSyntax.self) else {
        return wrapStatement(expression)
      }
      wrapValue(from: elements[2], to: elements[elements.count - 1])
    default: wrapStatement(expression)
    }
  }

  /// Wraps an expression that the grammar gives as a list of operands and operators.
  private mutating func wrapValue(from first: ExprSyntax, to last: ExprSyntax) {
    let throwing = Effects(of: first).throwsErrors || Effects(of: last).throwsErrors
    insert(
      throwing ? "try NotebookPrelude.waitingOrThrowing({ " : "NotebookPrelude.waiting({ ",
      before: first)
    insert(" })", after: last)
  }
}
