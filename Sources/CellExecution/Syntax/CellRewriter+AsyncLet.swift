internal import SwiftSyntax

/// A top-level `async let` becomes a task, since waiting for its value happens in a closure, which
/// the language does not let an `async let` enter: `async let a = f()` … `await a` becomes
/// `let a = NotebookPrelude.starting({ await f() })` … `await a.value`.
struct AsyncLetRewriter {
  private(set) var insertions: [Insertion] = []
  private let statements: CodeBlockItemListSyntax

  init(_ statements: CodeBlockItemListSyntax) {
    self.statements = statements
    for item in statements {
      guard let node = item.item.as(VariableDeclSyntax.self), let keyword = node.asyncKeyword
      else { continue }
      insert("/*", at: keyword.positionAfterSkippingLeadingTrivia)
      insert("*/", at: keyword.endPositionBeforeTrailingTrivia)
      for binding in node.bindings { rewrite(binding) }
    }
  }

  private mutating func rewrite(_ binding: PatternBindingSyntax) {
    guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.unquotedName,
      let value = binding.initializer?.value
    else { return }
    let reads = ReadVisitor.reads(of: name, in: statements)
    let throwing = reads.contains(where: \.isTried)
    insert(
      throwing
        ? "NotebookPrelude.startingOrThrowing({ try await " : "NotebookPrelude.starting({ await ",
      at: value.positionAfterSkippingLeadingTrivia)
    insert(" })", at: value.endPositionBeforeTrailingTrivia)
    for read in reads { insert(".value", at: read.end) }
  }

  private mutating func insert(_ text: String, at position: AbsolutePosition) {
    insertions.append(Insertion(offset: position.utf8Offset, text: text))
  }

  /// Finds where a name is read, and whether a `try` stands before it.
  private final class ReadVisitor: SyntaxVisitor {
    struct Read {
      var end: AbsolutePosition
      var isTried: Bool
    }

    private let name: String
    private var reads: [Read] = []

    private init(_ name: String) {
      self.name = name
      super.init(viewMode: .sourceAccurate)
    }

    static func reads(of name: String, in statements: CodeBlockItemListSyntax) -> [Read] {
      let visitor = ReadVisitor(name)
      visitor.walk(statements)
      return visitor.reads
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
      let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
      if !isMember, node.baseName.unquotedName == name {
        // Before operators are ordered, `try a + b` is a list that begins with `try a`.
        let isTried = sequence(first: Syntax(node), next: \.parent).contains { around in
          around.is(TryExprSyntax.self)
            || around.as(SequenceExprSyntax.self)?.elements.contains { $0.is(TryExprSyntax.self) }
              == true
        }
        reads.append(Read(end: node.baseName.endPositionBeforeTrailingTrivia, isTried: isTried))
      }
      return .skipChildren
    }
  }
}

extension VariableDeclSyntax {
  /// The word `async` of an `async let`.
  var asyncKeyword: TokenSyntax? {
    modifiers.map(\.name).first { $0.tokenKind == .keyword(.async) }
  }
}
