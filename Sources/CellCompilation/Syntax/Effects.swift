internal import SwiftSyntax

/// Whether code waits or can throw where it stands, not in functions and closures it merely
/// defines.
struct Effects {
  private(set) var waits = false
  private(set) var throwsErrors = false

  init(of node: some SyntaxProtocol) {
    let visitor = EffectVisitor(viewMode: .sourceAccurate)
    visitor.walk(node)
    waits = visitor.waits
    throwsErrors = visitor.throwsErrors
  }
}

/// A visitor that stays in the code that runs where it stands.
class StraightCodeVisitor: SyntaxVisitor {
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}

private final class EffectVisitor: StraightCodeVisitor {
  var waits = false
  var throwsErrors = false
  /// How many `do` bodies with a `catch` for everything are around.
  private var catching = 0

  override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
    waits = true
    return .visitChildren
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.asyncKeyword != nil { waits = true }
    return .visitChildren
  }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    if node.awaitKeyword != nil { waits = true }
    if node.tryKeyword != nil, catching == 0 { throwsErrors = true }
    return .visitChildren
  }

  override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
    if node.questionOrExclamationMark == nil, catching == 0 { throwsErrors = true }
    return .visitChildren
  }

  override func visit(_ node: ThrowStmtSyntax) -> SyntaxVisitorContinueKind {
    if catching == 0 { throwsErrors = true }
    return .visitChildren
  }

  override func visit(_ node: DoStmtSyntax) -> SyntaxVisitorContinueKind {
    let catchesAll = node.catchClauses.contains { clause in
      clause.catchItems.allSatisfy { $0.pattern == nil && $0.whereClause == nil }
    }
    if catchesAll { catching += 1 }
    walk(node.body)
    if catchesAll { catching -= 1 }
    for clause in node.catchClauses { walk(clause) }
    return .skipChildren
  }
}

/// Finds the statements inside the blocks of control flow.
final class StatementBlockVisitor: StraightCodeVisitor {
  private(set) var items: [CodeBlockItemSyntax] = []

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind {
    // The only item of a block may be the value of an `if` expression: a statement before it would
    // take that away. The line of the whole statement was noted already.
    if node.statements.count > 1 || node.parent?.is(ForStmtSyntax.self) == true
      || node.parent?.is(WhileStmtSyntax.self) == true
    {
      items += node.statements
    }
    return .visitChildren
  }
}
