internal import SwiftSyntax

extension CheckPlan {
  /// The state that each unit may read or change, as `name@number` of the unit that holds it:
  /// variables that it names, those of the units it uses, which functions, closures, accessors and
  /// references reach, and what types keep once for all values.
  var sharedState: [Set<String>] {
    let own = units.map { ownState(of: $0) }
    // What a `let` with a value of literals names can be shared, and not changed.
    let constants = Set(
      units.flatMap { unit in unit.syntax.constantNames.map { "\($0)@\(unit.number)" } })
    return units.indices.map { index in
      var state: Set<String> = changesProcess(index) ? [CheckedCell.processState] : []
      for used in [index] + imports[index].units {
        state.formUnion(imports[used].variables)
        state.formUnion(own[used])
      }
      return state.subtracting(constants)
    }
  }

  private func ownState(of unit: CodeUnit) -> [String] {
    let names = Array(unit.syntax.variableNames) + (unit.syntax.hasTypeState ? ["static"] : [])
    return names.map { "\($0)@\(unit.number)" }
  }

  private func changesProcess(_ index: Int) -> Bool {
    ([index] + imports[index].units).contains {
      !units[$0].syntax.mentionedNames.isDisjoint(with: Self.processChanges)
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
    if isStatic, node.bindings.contains(where: \.isStored) { isFound = true }
    return .skipChildren
  }
}
