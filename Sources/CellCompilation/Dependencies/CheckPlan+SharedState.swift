internal import SwiftSyntax

extension CheckPlan {
  /// For each unit the state that it may read or change, as `name@number` of the unit that holds
  /// it: variables that it names, those of the units it uses, which functions, closures, accessors
  /// and references reach, and what types keep once for all values.
  var sharedState: [Set<String>] {
    let own = units.map { unit in
      var names = unit.syntax.definitions.filter { $0.kind == .variable }.map(\.name)
      if unit.syntax.hasTypeState { names.append("static") }
      return Set(names.map { "\($0)@\(unit.number)" })
    }
    // What a `let` with a value of literals names can be shared, and not changed.
    let constants = Set(
      units.flatMap { unit in unit.syntax.constantNames.map { "\($0)@\(unit.number)" } })
    let changesProcess = units.map {
      !$0.syntax.mentionedNames.isDisjoint(with: Self.processChanges)
    }
    return units.indices.map { index in
      var state: Set<String> = []
      for used in [index] + imports[index].units {
        state.formUnion(imports[used].variables)
        state.formUnion(own[used])
        if changesProcess[used] { state.insert(CheckedCell.processState) }
      }
      return state.subtracting(constants)
    }
  }

  /// Functions by which code changes what all cells of a process share.
  private static let processChanges: Set = [
    "setSeed", "setenv", "unsetenv", "putenv", "clearenv", "chdir", "fchdir",
    "changeCurrentDirectoryPath", "srand", "srand48", "srandom", "setlocale", "umask",
    "setrlimit", "signal", "sigaction", "dup2", "freopen",
  ]
}

extension CellSyntax {
  /// The names at top level that a `let` gives a value of literals.
  var constantNames: Set<String> {
    let declarations = tree.statements.compactMap { $0.item.as(VariableDeclSyntax.self) }
    let bindings = declarations.filter { $0.bindingSpecifier.tokenKind == .keyword(.let) }
      .flatMap(\.bindings)
    return Set(
      bindings.filter { $0.initializer?.value.isOfLiterals ?? false }.flatMap(\.pattern.boundNames))
  }

  /// Whether a type of the code, or an extension, stores something once for all values.
  var hasTypeState: Bool {
    let visitor = TypeStateVisitor(viewMode: .sourceAccurate)
    visitor.walk(tree)
    return visitor.isFound
  }
}

extension ExprSyntax {
  /// Whether nothing but numbers, plain texts, truth values and operators stands in it.
  fileprivate var isOfLiterals: Bool {
    switch self.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr, .binaryOperatorExpr: true
    case .stringLiteralExpr(let text): text.segments.allSatisfy { $0.is(StringSegmentSyntax.self) }
    case .prefixOperatorExpr(let node): node.expression.isOfLiterals
    case .sequenceExpr(let node): node.elements.allSatisfy(\.isOfLiterals)
    case .tupleExpr(let node): node.elements.allSatisfy(\.expression.isOfLiterals)
    default: false
    }
  }
}

private final class TypeStateVisitor: SyntaxVisitor {
  private(set) var isFound = false

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    let isStatic = node.modifiers.contains { $0.name.tokenKind == .keyword(.static) }
    if isStatic, node.bindings.contains(where: { $0.initializer != nil || $0.isOptional }) {
      isFound = true
    }
    return .skipChildren
  }
}

extension PatternBindingSyntax {
  /// A static variable needs no value where it can be `nil`.
  fileprivate var isOptional: Bool {
    accessorBlock == nil && typeAnnotation?.type.is(OptionalTypeSyntax.self) == true
  }
}
