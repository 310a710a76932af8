internal import SwiftSyntax

/// A top-level `async let` becomes a task, since waiting for its value happens in a closure, which
/// the language does not let an `async let` enter: `async let a = f()` … `await a` becomes
/// `let a = NotebookPrelude.starting({ await f() })` … `await a.value`. Of a tuple, each name gets
/// a task of its own that waits for the whole.
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
    guard let initializer = binding.initializer else { return }
    let value = initializer.value
    let parts = binding.pattern.tupleParts
    let names = parts.isEmpty ? binding.pattern.boundNames : parts.map(\.name)
    let reads = names.flatMap { ReadVisitor.reads(of: $0, in: statements) }
    let throwing = reads.contains(where: \.isTried)
    let failure = throwing ? "any Error" : "Never"
    if !parts.isEmpty {
      let type = binding.typeAnnotation.map { ": Task<\($0.type.onOneLine), \(failure)>" } ?? ""
      insert("/*", at: binding.pattern.positionAfterSkippingLeadingTrivia)
      insert(
        "*/ \(Self.whole(names))\(type) =", at: initializer.equal.endPositionBeforeTrailingTrivia)
    } else if let type = binding.typeAnnotation?.type {
      insert("Task<", at: type.positionAfterSkippingLeadingTrivia)
      insert(", \(failure)>", at: type.endPositionBeforeTrailingTrivia)
    }
    insert(
      throwing
        ? "NotebookPrelude.startingOrThrowing({ try await " : "NotebookPrelude.starting({ await ",
      at: value.positionAfterSkippingLeadingTrivia)
    let selections = parts.map { part in
      ", \(part.name.quotedIfKeyword) = NotebookPrelude.part(of: \(Self.whole(names))) { $0\(part.path) }"
    }
    insert(" })" + selections.joined(), at: value.endPositionBeforeTrailingTrivia)
    for read in reads { insert(".value", at: read.end) }
  }

  /// What the task of a whole tuple is called.
  private static func whole(_ names: [String]) -> String {
    "NotebookTuple_" + names.joined(separator: "_")
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

extension PatternSyntax {
  /// The names in a tuple, each with the way to it, `.1.0`; none where the pattern is no tuple.
  fileprivate var tupleParts: [(name: String, path: String)] {
    guard let tuple = self.as(TuplePatternSyntax.self) else { return [] }
    return tuple.elements.enumerated().flatMap { index, element in
      let inner = element.pattern.tupleParts
      let own = inner.isEmpty ? element.pattern.boundNames.map { ($0, "") } : inner
      return own.map { (name: $0.0, path: ".\(index)\($0.1)") }
    }
  }
}

extension TypeSyntax {
  fileprivate var onOneLine: String {
    trimmedDescription.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
