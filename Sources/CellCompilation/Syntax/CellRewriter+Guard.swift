internal import SwiftSyntax

/// A top-level `guard` binds names that later cells could not import: they are no globals to the
/// compiler. So the bound name gets a suffix, and a global of the author's name takes its value.
struct GuardRewriter {
  private static let suffix = "_guarded"

  private(set) var insertions: [Insertion] = []

  init(_ node: GuardStmtSyntax) {
    var renamed: Set<String> = []
    var globals = ""
    for element in node.conditions {
      insertions += ReferenceVisitor.references(to: renamed, in: element).map {
        Insertion(offset: $0, text: Self.suffix)
      }
      for binding in element.guardedNames {
        insertions.append(Insertion(offset: binding.end, text: Self.suffix))
        renamed.insert(binding.name)
        globals += "; \(binding.keyword) \(binding.name) = \(binding.name)\(Self.suffix)"
      }
    }
    if !globals.isEmpty {
      insertions.append(
        Insertion(offset: node.endPositionBeforeTrailingTrivia.utf8Offset, text: globals))
    }
  }

  /// Finds where the names are read, to give them the suffix too.
  private final class ReferenceVisitor: SyntaxVisitor {
    private let names: Set<String>
    private var offsets: [Int] = []

    private init(_ names: Set<String>) {
      self.names = names
      super.init(viewMode: .sourceAccurate)
    }

    static func references(
      to names: Set<String>, in node: ConditionElementSyntax
    ) -> [Int] {
      let visitor = ReferenceVisitor(names)
      visitor.walk(node)
      return visitor.offsets
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
      let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
      if !isMember && names.contains(node.baseName.text) {
        offsets.append(node.baseName.endPositionBeforeTrailingTrivia.utf8Offset)
      }
      return .visitChildren
    }
  }
}

extension ConditionElementSyntax {
  /// The names that a `guard` makes known to what follows it: those it binds to a value of its own.
  /// `guard let name` without a value only opens what has the name already.
  var guardedNames: [(name: String, keyword: String, end: Int)] {
    switch condition {
    case .optionalBinding(let binding):
      guard binding.initializer != nil,
        let pattern = binding.pattern.as(IdentifierPatternSyntax.self),
        !pattern.identifier.text.hasPrefix("`")
      else { return [] }
      return [
        (
          pattern.identifier.text, binding.bindingSpecifier.text,
          pattern.identifier.endPositionBeforeTrailingTrivia.utf8Offset
        )
      ]
    case .matchingPattern(let matching):
      return PatternBindingVisitor.names(in: matching.pattern)
    case .expression, .availability: return []
    @unknown default: return []
    }
  }
}

/// Finds the names in patterns such as `.some(let value)`, which the grammar parses as calls.
final class PatternBindingVisitor: SyntaxVisitor {
  private var names: [(name: String, keyword: String, end: Int)] = []
  private var keyword = "let"

  static func names(in node: PatternSyntax) -> [(name: String, keyword: String, end: Int)] {
    let visitor = PatternBindingVisitor(viewMode: .sourceAccurate)
    visitor.walk(node)
    return visitor.names
  }

  override func visit(_ node: ValueBindingPatternSyntax) -> SyntaxVisitorContinueKind {
    keyword = node.bindingSpecifier.text
    return .visitChildren
  }

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    let identifier = node.identifier
    if !identifier.text.hasPrefix("`") {
      names.append(
        (identifier.text, keyword, identifier.endPositionBeforeTrailingTrivia.utf8Offset))
    }
    return .skipChildren
  }
}
