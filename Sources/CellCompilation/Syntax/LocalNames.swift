internal import SwiftSyntax

/// The types that a cell defines or extends at top level.
struct OwnTypes {
  /// The names of their members, also of those in extensions.
  private(set) var members: [String: Set<String>] = [:]
  /// The types of the cell that conform to a protocol or inherit from a class.
  private(set) var conforming: Set<String> = []
  private(set) var protocols: Set<String> = []

  init() {}

  init(_ tree: SourceFileSyntax) {
    for item in tree.statements {
      guard case .decl(let declaration) = item.item,
        let group = declaration.asProtocol((any DeclGroupSyntax).self)
      else { continue }
      let extended = declaration.as(ExtensionDeclSyntax.self)?.extendedType.firstName
      guard
        let name = extended ?? declaration.asProtocol((any NamedDeclSyntax).self)?.name.unquotedName
      else { continue }
      members[name, default: []].formUnion(group.memberBlock.members.flatMap(\.decl.memberNames))
      if group.inheritanceClause != nil { conforming.insert(name) }
      if declaration.is(ProtocolDeclSyntax.self) { protocols.insert(name) }
    }
    // What extends a type of others is no type of the cell.
    let own = Set(
      tree.statements.compactMap { item -> String? in
        item.item.is(ExtensionDeclSyntax.self)
          ? nil : item.item.asProtocol((any NamedDeclSyntax).self)?.name.unquotedName
      })
    conforming.formIntersection(own)
  }
}

extension CodeBlockItemListSyntax {
  /// Whether the statements are the cell's own, not in braces; also below a condition such as
  /// `#if`.
  var isTopLevel: Bool {
    guard let parent else { return false }
    if parent.is(SourceFileSyntax.self) { return true }
    guard let condition = parent.parent?.parent, condition.is(IfConfigDeclSyntax.self) else {
      return false
    }
    return condition.parent?.parent?.as(CodeBlockItemListSyntax.self)?.isTopLevel == true
  }
}

extension CodeBlockItemSyntax {
  /// The functions and types that it makes known in its whole block.
  var hoistedNames: [String] {
    guard case .decl(let declaration) = item, !declaration.is(VariableDeclSyntax.self) else {
      return []
    }
    return declaration.memberNames
  }

  /// The names that it makes known to what follows it.
  var orderedNames: [String] {
    switch item {
    case .decl(let declaration):
      declaration.as(VariableDeclSyntax.self)?.bindings.flatMap(\.pattern.boundNames) ?? []
    case .stmt(let statement):
      statement.as(GuardStmtSyntax.self)?.conditions.flatMap(\.boundNames) ?? []
    default: []
    }
  }
}

extension DeclSyntax {
  /// The names by which what is declared is used.
  var memberNames: [String] {
    switch self.as(DeclSyntaxEnum.self) {
    case .variableDecl(let node): node.bindings.flatMap(\.pattern.boundNames)
    case .enumCaseDecl(let node): node.elements.map(\.name.unquotedName)
    case .ifConfigDecl(let node): node.clauses.flatMap(\.declaredNames)
    case .operatorDecl, .precedenceGroupDecl: []
    default: asProtocol((any NamedDeclSyntax).self).map { [$0.name.unquotedName] } ?? []
    }
  }
}

extension IfConfigClauseSyntax {
  fileprivate var declaredNames: [String] {
    switch elements {
    case .statements(let items): items.flatMap { $0.hoistedNames + $0.orderedNames }
    case .decls(let members): members.flatMap(\.decl.memberNames)
    default: []
    }
  }
}

extension ConditionElementSyntax {
  /// The names that the condition makes known to what follows it.
  var boundNames: [String] {
    switch condition {
    case .optionalBinding(let binding): binding.pattern.boundNames
    case .matchingPattern(let matching): matching.pattern.matchedNames
    default: []
    }
  }
}

extension PatternSyntax {
  /// The names that this pattern binds.
  var boundNames: [String] {
    switch self.as(PatternSyntaxEnum.self) {
    case .identifierPattern(let pattern): [pattern.identifier.unquotedName]
    case .tuplePattern(let pattern): pattern.elements.flatMap(\.pattern.boundNames)
    case .valueBindingPattern(let pattern): pattern.pattern.boundNames
    default: []
    }
  }

  /// The names that this pattern binds, also inside what the grammar parses as a call, such as
  /// `.some(let value)`.
  var matchedNames: [String] {
    PatternBindingVisitor.names(in: self).map(\.name)
  }
}

extension TypeSyntax {
  /// `Net` of `Net.Layer` and of `Net<Float>`.
  var firstName: String {
    String(trimmedDescription.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
  }
}

extension GenericParameterClauseSyntax? {
  var names: [String] { self?.parameters.map(\.name.unquotedName) ?? [] }
}

extension FunctionParameterClauseSyntax {
  /// The names of the parameters in the function's body.
  var names: [String] { parameters.map { ($0.secondName ?? $0.firstName).unquotedName } }
}

extension VariableDeclSyntax {
  var isLazy: Bool { modifiers.contains { $0.name.tokenKind == .keyword(.lazy) } }
}

extension PatternBindingSyntax {
  /// Whether the variable has a value of its own: it has none with a getter.
  var isStored: Bool {
    switch accessorBlock?.accessors {
    case nil: true
    case .getter: false
    case .accessors(let list):
      list.allSatisfy { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
    @unknown default: true
    }
  }
}

extension PatternBindingSyntax {
  /// Whether the variable has no value until a statement gives it one; optional variables are
  /// `nil`.
  func isUnassigned(in declaration: VariableDeclSyntax) -> Bool {
    guard initializer == nil, isStored else { return false }
    guard declaration.bindingSpecifier.tokenKind == .keyword(.var), let type = typeAnnotation?.type
    else { return true }
    return !type.is(OptionalTypeSyntax.self) && !type.is(ImplicitlyUnwrappedOptionalTypeSyntax.self)
      && type.firstName != "Optional"
  }
}

extension TokenSyntax {
  /// The name without backticks.
  var unquotedName: String {
    text.count > 2 && text.hasPrefix("`") && text.hasSuffix("`")
      ? String(text.dropFirst().dropLast()) : text
  }
}
