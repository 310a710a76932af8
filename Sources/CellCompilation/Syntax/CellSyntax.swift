internal import NotebookDocument
internal import SwiftParser
internal import SwiftSyntax

/// What the syntax tree of a piece of code tells about its names.
struct CellSyntax: Sendable {
  /// The names defined at top level, in order.
  private(set) var definitions: [DefinedName] = []
  private(set) var extensions: [ExtensionSummary] = []
  /// The code's own imports, as written.
  private(set) var imports: [String] = []
  /// Names looked up in the code that its own scopes do not explain.
  let usedNames: Set<String>
  /// Every name written after a dot or anywhere else: what members it may touch.
  let mentionedNames: Set<String>
  /// Uses of the code's own names before they mean what the code declares.
  let earlyUses: [EarlyUse]
  /// Operators that types and extensions of the code have as members.
  let memberOperators: Set<String>
  /// Whether the parser understood everything.
  let isWellFormed: Bool
  let tree: SourceFileSyntax

  init(code: String) {
    let isTooDeep = BracketNesting.isTooDeep(code)
    tree = Parser.parse(source: isTooDeep ? "" : code)
    isWellFormed = !tree.hasError && !isTooDeep
    let references = NameUseVisitor(tree).references
    usedNames = Set(references.lazy.filter(\.isFree).map(\.name))
    mentionedNames = Set(references.lazy.filter { $0.form != .ownMember }.map(\.name))
    earlyUses = isWellFormed ? DeclarationOrder(tree, references).earlyUses : []
    let operators = MemberOperatorVisitor(viewMode: .sourceAccurate)
    operators.walk(tree)
    memberOperators = operators.names
    for item in tree.statements { collect(item) }
  }

  /// The names defined at top level.
  var definedNames: Set<String> { Set(definitions.map(\.name)) }

  /// The variables defined at top level.
  var variableNames: Set<String> {
    Set(definitions.filter { $0.kind == .variable }.map(\.name))
  }

  /// The variables at top level that are declared without a value and have to be given one.
  var unassignedNames: Set<String> {
    let bindings = tree.statements.compactMap { $0.item.as(VariableDeclSyntax.self) }
      .flatMap { declaration in declaration.bindings.filter { $0.isUnassigned(in: declaration) } }
    return Set(bindings.flatMap(\.pattern.boundNames))
  }

  /// Of the variables at top level that are declared with a value, the last line of the
  /// declaration, counted from 0.
  var variableLines: [String: Int] {
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    var lines: [String: Int] = [:]
    for item in tree.statements {
      guard let declaration = item.item.as(VariableDeclSyntax.self) else { continue }
      let end = converter.location(for: item.endPositionBeforeTrailingTrivia)
      for binding in declaration.bindings where !binding.isUnassigned(in: declaration) {
        for name in binding.pattern.boundNames { lines[name] = end.line - 1 }
      }
    }
    return lines
  }

  var definesOperators: Bool { definitions.contains { $0.kind == .operator } }
}

extension CellSyntax {
  private mutating func collect(_ item: CodeBlockItemSyntax) {
    switch item.item {
    case .decl(let declaration): collect(declaration)
    case .stmt(let statement):
      if let guarding = statement.as(GuardStmtSyntax.self) {
        define(guarding.conditions.flatMap { $0.guardedNames.map(\.name) })
      }
    case .expr: break
    @unknown default: break
    }
  }

  private mutating func collect(_ declaration: DeclSyntax) {
    let known = definitions.count
    defer {
      if let restriction = declaration.restriction {
        for index in known..<definitions.count { definitions[index].restriction = restriction }
      }
    }
    switch declaration.as(DeclSyntaxEnum.self) {
    case .importDecl(let node):
      imports.append(
        node.trimmedDescription.split(whereSeparator: \.isNewline).joined(separator: " "))
    case .variableDecl(let node):
      for binding in node.bindings { define(binding.pattern.boundNames) }
    case .functionDecl(let node):
      define(function: node)
    case .structDecl(let node): define(node.name, .structure)
    case .classDecl(let node): define(node.name, .class)
    case .actorDecl(let node): define(node.name, .class)
    case .enumDecl(let node): define(node.name, .enumeration)
    case .protocolDecl(let node): define(node.name, .protocol)
    case .typeAliasDecl(let node): define(node.name, .alias)
    case .operatorDecl(let node): define(node.name, .operator)
    case .precedenceGroupDecl(let node): define(node.name, .operator)
    case .macroDecl(let node): define(node.name, .operator)
    case .extensionDecl(let node): extensions.append(ExtensionSummary(node))
    case .ifConfigDecl(let node):
      // Its imports keep their condition; of its other declarations only those that are there can
      // be named, and the others are the error of whoever names them.
      let before = imports
      for clause in node.clauses {
        guard case .statements(let items) = clause.elements else { continue }
        for item in items { collect(item) }
      }
      if imports != before { imports = before + [node.onlyImports] }
    default: break
    }
  }

  private mutating func define(_ names: [String]) {
    definitions += names.map { DefinedName(name: $0, kind: .variable) }
  }

  private mutating func define(_ token: TokenSyntax, _ kind: DefinedName.Kind) {
    definitions.append(DefinedName(name: token.unquotedName, kind: kind))
  }

  private mutating func define(function node: FunctionDeclSyntax) {
    let parameters = node.signature.parameterClause.parameters.map {
      "\($0.firstName.text):\($0.type.trimmedDescription)"
    }
    definitions.append(
      DefinedName(
        name: node.name.unquotedName, kind: node.definesOperator ? .operator : .function,
        signature: (node.genericParameterClause?.trimmedDescription ?? "")
          + "(\(parameters.joined(separator: ",")))"))
  }
}

/// Finds the operators that are members of types.
private final class MemberOperatorVisitor: SyntaxVisitor {
  private(set) var names: Set<String> = []

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.definesOperator, node.parent?.is(MemberBlockItemSyntax.self) == true {
      names.insert(node.name.text)
    }
    return .skipChildren
  }
}

extension FunctionDeclSyntax {
  fileprivate var definesOperator: Bool {
    switch name.tokenKind {
    case .binaryOperator, .prefixOperator, .postfixOperator: true
    default: false
    }
  }
}

extension DeclSyntax {
  /// The word that keeps what is declared from later cells.
  fileprivate var restriction: String? {
    let modifiers = asProtocol((any WithModifiersSyntax).self)?.modifiers ?? []
    return modifiers.lazy.compactMap { modifier in
      switch modifier.name.tokenKind {
      case .keyword(.private), .keyword(.fileprivate):
        modifier.detail == nil ? modifier.name.text : nil  // `private(set)` only restricts writing.
      case .keyword(.async): "async let"
      default: nil
      }
    }.first
  }
}

extension IfConfigDeclSyntax {
  /// The same conditions with nothing but the imports below them.
  fileprivate var onlyImports: String {
    let clauses = clauses.map { clause -> String in
      var lines = ["\(clause.poundKeyword.text) \(clause.condition?.trimmedDescription ?? "")"]
      if case .statements(let items) = clause.elements {
        lines += items.compactMap { $0.item.as(ImportDeclSyntax.self)?.trimmedDescription }
      }
      return lines.joined(separator: "\n")
    }
    return (clauses + ["#endif"]).joined(separator: "\n")
  }
}

extension ExtensionSummary {
  /// Members that the compiler looks for on its own account.
  static let implicitNames: Set<String> = [
    "callAsFunction", "dynamicallyCall", "makeIterator", "next", "wrappedValue", "projectedValue",
    "appendInterpolation", "hash", "encode", "description",
  ]

  init(_ node: ExtensionDeclSyntax) {
    let type = node.extendedType.trimmedDescription
    self.type = String(type.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    protocols = Set(
      node.inheritanceClause?.inheritedTypes.map { $0.type.trimmedDescription } ?? [])
    var names: [String] = []
    var actsImplicitly = !protocols.isEmpty
    for member in node.memberBlock.members {
      switch member.decl.as(DeclSyntaxEnum.self) {
      case .variableDecl(let node): names += node.bindings.flatMap(\.pattern.boundNames)
      case .functionDecl(let node): names.append(node.name.unquotedName)
      case .structDecl(let node): names.append(node.name.unquotedName)
      case .classDecl(let node): names.append(node.name.unquotedName)
      case .actorDecl(let node): names.append(node.name.unquotedName)
      case .enumDecl(let node): names.append(node.name.unquotedName)
      case .typeAliasDecl(let node): names.append(node.name.unquotedName)
      default: actsImplicitly = true  // An initializer, a subscript, a macro, an #if.
      }
    }
    members = Set(names)
    self.actsImplicitly =
      actsImplicitly
      || names.contains { $0.hasPrefix("build") || Self.implicitNames.contains($0) }
  }
}
