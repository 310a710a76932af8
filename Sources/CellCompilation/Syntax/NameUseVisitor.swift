internal import SwiftSyntax

/// Collects the names that code looks up outside itself.
///
/// A name counts as its own only where a scope around it certainly binds it: a parameter, a local
/// declaration, a member. In doubt a name is used, which at worst imports too much.
final class NameUseVisitor: SyntaxVisitor {
  private(set) var usedNames: Set<String> = []
  private(set) var mentionedNames: Set<String> = []
  private var scopes: [Set<String>] = []

  private func use(_ token: TokenSyntax) {
    let name = token.unquotedName
    mentionedNames.insert(name)
    if !scopes.contains(where: { $0.contains(name) }) { usedNames.insert(name) }
  }

  // MARK: Names

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
    if isMember {
      mentionedNames.insert(node.baseName.unquotedName)
    } else {
      use(node.baseName)
    }
    return .skipChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    use(node.name)
    return .visitChildren
  }

  override func visit(_ node: MemberTypeSyntax) -> SyntaxVisitorContinueKind {
    mentionedNames.insert(node.name.unquotedName)
    return .visitChildren
  }

  override func visit(_ node: BinaryOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    use(node.operator)
    return .skipChildren
  }

  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    use(node.operator)
    return .visitChildren
  }

  override func visit(_ node: PostfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    use(node.operator)
    return .visitChildren
  }

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    use(node.macroName)
    return .visitChildren
  }

  override func visit(_ node: KeyPathPropertyComponentSyntax) -> SyntaxVisitorContinueKind {
    mentionedNames.insert(node.declName.baseName.unquotedName)
    return .skipChildren
  }

  override func visit(_ node: OperatorDeclSyntax) -> SyntaxVisitorContinueKind {
    if let group = node.operatorPrecedenceAndTypes?.precedenceGroup { use(group) }
    return .skipChildren
  }

  override func visit(_ node: PrecedenceGroupNameSyntax) -> SyntaxVisitorContinueKind {
    use(node.name)
    return .skipChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    // An operator function needs the declaration of its operator.
    switch node.name.tokenKind {
    case .binaryOperator, .prefixOperator, .postfixOperator: use(node.name)
    default: break
    }
    enter(parameters(node.signature.parameterClause) + generics(node.genericParameterClause))
    return .visitChildren
  }

  override func visitPost(_ node: FunctionDeclSyntax) { leave() }

  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    // `if let model` without an initializer reads the outer `model`.
    if node.initializer == nil, let pattern = node.pattern.as(IdentifierPatternSyntax.self) {
      use(pattern.identifier)
    }
    return .visitChildren
  }

  // MARK: Scopes

  private func enter(_ names: [String]) { scopes.append(Set(names)) }
  private func leave() { scopes.removeLast() }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(parameters(node.signature.parameterClause) + generics(node.genericParameterClause))
    return .visitChildren
  }

  override func visitPost(_ node: InitializerDeclSyntax) { leave() }

  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(parameters(node.parameterClause) + generics(node.genericParameterClause))
    return .visitChildren
  }

  override func visitPost(_ node: SubscriptDeclSyntax) { leave() }

  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
    enter(["newValue", "oldValue"])
    return .visitChildren
  }

  override func visitPost(_ node: AccessorBlockSyntax) { leave() }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    var names = locals(node.statements)
    switch node.signature?.parameterClause {
    case .simpleInput(let list): names += list.map(\.name.unquotedName)
    case .parameterClause(let clause):
      names += clause.parameters.map { ($0.secondName ?? $0.firstName).unquotedName }
    case nil: break
    @unknown default: break
    }
    enter(names)
    return .visitChildren
  }

  override func visitPost(_ node: ClosureExprSyntax) { leave() }

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind {
    enter(locals(node.statements))
    return .visitChildren
  }

  override func visitPost(_ node: CodeBlockSyntax) { leave() }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    walk(node.sequence)
    enter(node.pattern.boundNames)
    if let condition = node.whereClause { walk(condition) }
    if let type = node.typeAnnotation { walk(type) }
    walk(node.body)
    leave()
    return .skipChildren
  }

  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    enter(
      node.members.flatMap { member -> [String] in
        switch member.decl.as(DeclSyntaxEnum.self) {
        case .variableDecl(let node): node.bindings.flatMap(\.pattern.boundNames)
        case .functionDecl(let node): [node.name.unquotedName]
        case .structDecl(let node): [node.name.unquotedName]
        case .classDecl(let node): [node.name.unquotedName]
        case .enumDecl(let node): [node.name.unquotedName]
        case .typeAliasDecl(let node): [node.name.unquotedName]
        case .associatedTypeDecl(let node): [node.name.unquotedName]
        default: []
        }
      } + ["Self"])
    return .visitChildren
  }

  override func visitPost(_ node: MemberBlockSyntax) { leave() }

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(generics(node.genericParameterClause))
    return .visitChildren
  }

  override func visitPost(_ node: StructDeclSyntax) { leave() }

  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(generics(node.genericParameterClause))
    return .visitChildren
  }

  override func visitPost(_ node: ClassDeclSyntax) { leave() }

  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(generics(node.genericParameterClause))
    return .visitChildren
  }

  override func visitPost(_ node: EnumDeclSyntax) { leave() }
}

extension NameUseVisitor {
  private func parameters(_ clause: FunctionParameterClauseSyntax) -> [String] {
    clause.parameters.map { ($0.secondName ?? $0.firstName).unquotedName }
  }

  private func generics(_ clause: GenericParameterClauseSyntax?) -> [String] {
    clause?.parameters.map(\.name.unquotedName) ?? []
  }

  /// The names that a block declares, apart from those that only live in a part of it and those
  /// whose own value reads the outer one (`let model = model`).
  private func locals(_ statements: CodeBlockItemListSyntax) -> [String] {
    statements.flatMap { item -> [String] in
      guard case .decl(let declaration) = item.item else { return [] }
      switch declaration.as(DeclSyntaxEnum.self) {
      case .variableDecl(let node):
        return node.bindings.flatMap { binding -> [String] in
          let names = binding.pattern.boundNames
          let words = binding.initializer?.tokens(viewMode: .sourceAccurate).map(\.unquotedName)
          return names.filter { !(words ?? []).contains($0) }
        }
      case .functionDecl(let node): return [node.name.unquotedName]
      case .structDecl(let node): return [node.name.unquotedName]
      case .classDecl(let node): return [node.name.unquotedName]
      case .enumDecl(let node): return [node.name.unquotedName]
      case .typeAliasDecl(let node): return [node.name.unquotedName]
      default: return []
      }
    }
  }
}
