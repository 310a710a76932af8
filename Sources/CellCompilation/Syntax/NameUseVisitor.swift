internal import SwiftSyntax

/// Collects the places where code looks up names outside itself.
///
/// A name counts as its own only where a scope around it binds it: a parameter, a local declaration
/// before that place, a member. In doubt a name is looked up outside.
final class NameUseVisitor: SyntaxVisitor {
  private(set) var references: [NameReference] = []

  /// What is known between two braces.
  private struct Scope {
    var names: Set<String>
    /// Whether these are members of a type, which the code around finds by themselves.
    var isOfMembers = false
    /// The variables that are declared somewhere in the scope: a local function may read them.
    var upcoming: Set<String> = []
  }

  /// The type whose members are being visited.
  private struct TypeContext {
    /// Those whose use makes its members run without a word.
    var owners: [String]
    /// Whether that holds for every member: others may call what a protocol asks for.
    var everyMemberCounts: Bool
  }

  private var scopes: [Scope] = []
  private var type: TypeContext?
  private var owners: [String] = []
  private var deferrals = 0
  /// What the code being visited is the value of, and whether it may name itself.
  private var valueOf: (names: Set<String>, isRecursive: Bool) = ([], false)
  private let types: OwnTypes

  /// Visits a whole cell, or a part of one.
  init(_ node: some SyntaxProtocol) {
    types = node.as(SourceFileSyntax.self).map(OwnTypes.init) ?? OwnTypes()
    super.init(viewMode: .sourceAccurate)
    walk(node)
  }

  var mentionedNames: Set<String> {
    Set(references.lazy.filter { $0.form != .ownMember }.map(\.name))
  }

  private func use(_ token: TokenSyntax, _ form: NameReference.Form = .plain) {
    let name = token.unquotedName
    var form = form
    if form != .member, let scope = scopes.last(where: { $0.names.contains(name) }) {
      guard scope.isOfMembers else { return }
      form = .ownMember
    }
    let isOwnValue = (form == .plain || form == .shorthand) && valueOf.names.contains(name)
    references.append(
      NameReference(
        name: name, start: token.positionAfterSkippingLeadingTrivia.utf8Offset,
        end: token.endPositionBeforeTrailingTrivia.utf8Offset, form: form, owners: owners,
        isDeferred: deferrals > 0,
        ownValue: !isOwnValue ? .none : valueOf.isRecursive ? .recursion : .plain))
  }

  // MARK: Names

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
    use(node.baseName, isMember ? .member : .plain)
    return .skipChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    use(node.name)
    return .visitChildren
  }

  override func visit(_ node: MemberTypeSyntax) -> SyntaxVisitorContinueKind {
    use(node.name, .member)
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
    use(node.declName.baseName, .member)
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

  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    // `if let model` without an initializer reads the outer `model`.
    if node.initializer == nil, let pattern = node.pattern.as(IdentifierPatternSyntax.self) {
      use(pattern.identifier, .shorthand)
    }
    return .visitChildren
  }

  // MARK: Blocks and their local names

  private func scoped(
    _ names: some Sequence<String>, isOfMembers: Bool = false, _ body: () -> Void
  ) {
    scopes.append(Scope(names: Set(names), isOfMembers: isOfMembers))
    body()
    scopes.removeLast()
  }

  private func walk(optional node: (some SyntaxProtocol)?) { node.map { walk($0) } }

  override func visit(_ node: CodeBlockItemListSyntax) -> SyntaxVisitorContinueKind {
    if node.isTopLevel { return .visitChildren }
    scopes.append(
      Scope(
        names: Set(node.flatMap(\.hoistedNames)), upcoming: Set(node.flatMap(\.orderedNames))))
    for item in node {
      walk(item)
      scopes[scopes.count - 1].names.formUnion(item.orderedNames)
    }
    scopes.removeLast()
    return .skipChildren
  }

  override func visit(_ node: IfExprSyntax) -> SyntaxVisitorContinueKind {
    walk(node.conditions, then: node.body)
    walk(optional: node.elseBody)
    return .skipChildren
  }

  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind {
    walk(node.conditions, then: node.body)
    return .skipChildren
  }

  override func visit(_ node: GuardStmtSyntax) -> SyntaxVisitorContinueKind {
    let isTopLevel = node.parent?.parent?.as(CodeBlockItemListSyntax.self)?.isTopLevel == true
    let values = valueOf
    if isTopLevel { valueOf = (Set(node.conditions.flatMap(\.boundNames)), false) }
    walk(node.conditions, then: CodeBlockItemListSyntax([]))
    valueOf = values
    walk(node.body)
    return .skipChildren
  }

  private func walk(_ conditions: ConditionElementListSyntax, then body: some SyntaxProtocol) {
    scoped([]) {
      for condition in conditions {
        walk(condition)
        scopes[scopes.count - 1].names.formUnion(condition.boundNames)
      }
      walk(body)
    }
  }

  override func visit(_ node: SwitchCaseSyntax) -> SyntaxVisitorContinueKind {
    let label = node.label.as(SwitchCaseLabelSyntax.self)
    scoped(label?.caseItems.flatMap(\.pattern.matchedNames) ?? []) {
      walk(node.label)
      walk(node.statements)
    }
    return .skipChildren
  }

  override func visit(_ node: CatchClauseSyntax) -> SyntaxVisitorContinueKind {
    scoped(node.catchItems.flatMap { $0.pattern?.matchedNames ?? [] } + ["error"]) {
      walk(node.catchItems)
      walk(node.body)
    }
    return .skipChildren
  }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    walk(node.sequence)
    walk(optional: node.typeAnnotation)
    scoped(node.pattern.matchedNames) {
      walk(node.pattern)
      walk(optional: node.whereClause)
      walk(node.body)
    }
    return .skipChildren
  }

  override func visit(_ node: DeferStmtSyntax) -> SyntaxVisitorContinueKind {
    deferrals += 1
    return .visitChildren
  }

  override func visitPost(_ node: DeferStmtSyntax) { deferrals -= 1 }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    var names: [String] = []
    for capture in node.signature?.capture?.items ?? [] {
      if let value = capture.initializer {
        walk(value)
      } else {
        use(capture.name, .shorthand)
      }
      names.append(capture.name.unquotedName)
    }
    switch node.signature?.parameterClause {
    case .simpleInput(let list): names += list.map(\.name.unquotedName)
    case .parameterClause(let clause):
      names += clause.parameters.map { ($0.secondName ?? $0.firstName).unquotedName }
      for parameter in clause.parameters { walk(optional: parameter.type) }
    case nil: break
    @unknown default: break
    }
    walk(optional: node.signature?.returnClause)
    deferrals += 1
    scoped(names) { walk(node.statements) }
    deferrals -= 1
    return .skipChildren
  }

  // MARK: Declarations

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    declaring(node.name.unquotedName) {
      // An operator function needs the declaration of its operator.
      switch node.name.tokenKind {
      case .binaryOperator, .prefixOperator, .postfixOperator: use(node.name)
      default: break
      }
      walk(node.attributes)
      walkFunction(
        node.genericParameterClause, node.signature, node.genericWhereClause, node.body)
    }
    return .skipChildren
  }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    walk(node.attributes)
    walkFunction(node.genericParameterClause, node.signature, node.genericWhereClause, node.body)
    return .skipChildren
  }

  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    scoped(node.genericParameterClause.names) {
      walk(node.parameterClause)
      walk(node.returnClause)
      scoped(node.parameterClause.names) { walk(optional: node.accessorBlock) }
    }
    return .skipChildren
  }

  override func visit(_ node: MacroDeclSyntax) -> SyntaxVisitorContinueKind {
    walkFunction(
      node.genericParameterClause, node.signature, node.genericWhereClause,
      nil as CodeBlockSyntax?)
    walk(optional: node.definition)
    return .skipChildren
  }

  /// Default values belong to the code around a function; its parameters are known in its body.
  private func walkFunction(
    _ generics: GenericParameterClauseSyntax?, _ signature: FunctionSignatureSyntax,
    _ requirements: GenericWhereClauseSyntax?, _ body: CodeBlockSyntax?
  ) {
    // A local function may read what is declared after it.
    let upcoming = scopes.reduce(into: Set()) { $0.formUnion($1.upcoming) }
    scoped(generics.names + upcoming) {
      walk(optional: generics)
      walk(signature)
      walk(optional: requirements)
      scoped(signature.parameterClause.names) { walk(optional: body) }
    }
  }

  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
    scopes.append(Scope(names: ["newValue", "oldValue"]))
    return .visitChildren
  }

  override func visitPost(_ node: AccessorBlockSyntax) { scopes.removeLast() }

  override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
    scopes.append(Scope(names: Set(node.parameters.map { [$0.name.unquotedName] } ?? [])))
    return .visitChildren
  }

  override func visitPost(_ node: AccessorDeclSyntax) { scopes.removeLast() }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    walk(node.attributes)
    let isStatic = node.modifiers.contains { ["static", "class"].contains($0.name.text) }
    let isTopLevel = node.parent?.parent?.as(CodeBlockItemListSyntax.self)?.isTopLevel == true
    for binding in node.bindings {
      let names = binding.pattern.boundNames
      walk(optional: binding.typeAnnotation)
      if let value = binding.initializer?.value {
        let outer = valueOf
        if isTopLevel {
          valueOf = (Set(names), binding.typeAnnotation != nil && value.is(ClosureExprSyntax.self))
        }
        if isStatic || node.isLazy {
          declaring(names) { walk(value) }
        } else {
          walk(value)
        }
        valueOf = outer
      }
      if let accessors = binding.accessorBlock { declaring(names) { walk(accessors) } }
    }
    return .skipChildren
  }

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { walk(type: node) }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { walk(type: node) }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { walk(type: node) }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { walk(type: node) }

  private func walk(
    type node: some DeclGroupSyntax & NamedDeclSyntax & WithGenericParametersSyntax
  ) -> SyntaxVisitorContinueKind {
    let name = node.name.unquotedName
    let conforms = types.conforming.contains(name)
    declaring(type: TypeContext(owners: [name], everyMemberCounts: conforms)) {
      walk(node.attributes)
      scoped(node.genericParameterClause.names) {
        walk(optional: node.genericParameterClause)
        walk(optional: node.genericWhereClause)
        ownValue(of: node) { walk(optional: node.inheritanceClause) }
        scoped(types.members[name] ?? [], isOfMembers: true) { walk(node.memberBlock) }
      }
    }
    return .skipChildren
  }

  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
    let name = node.name.unquotedName
    declaring(type: TypeContext(owners: [name], everyMemberCounts: true)) {
      ownValue(of: node) { walk(optional: node.inheritanceClause) }
      walk(optional: node.genericWhereClause)
      scoped(types.members[name] ?? [], isOfMembers: true) { walk(node.memberBlock) }
    }
    return .skipChildren
  }

  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    let name = node.extendedType.firstName
    let protocols = node.inheritanceClause?.inheritedTypes.map(\.type.firstName) ?? []
    let context = TypeContext(
      owners: [name] + (types.conforming.contains(name) ? [] : protocols),
      everyMemberCounts: types.conforming.contains(name) || types.protocols.contains(name)
        || !protocols.isEmpty)
    declaring(type: context) {
      // To extend a type runs nothing of it.
      walk(node.extendedType)
      walk(optional: node.inheritanceClause)
      walk(optional: node.genericWhereClause)
      scoped(types.members[name] ?? [], isOfMembers: true) { walk(node.memberBlock) }
    }
    return .skipChildren
  }

  override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
    scoped(node.genericParameterClause.names) {
      ownValue(of: node) { walk(node.initializer) }
    }
    return .skipChildren
  }

  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    scopes.append(
      Scope(names: Set(node.members.flatMap(\.decl.memberNames) + ["Self"]), isOfMembers: true))
    return .visitChildren
  }

  override func visitPost(_ node: MemberBlockSyntax) { scopes.removeLast() }

  // MARK: Whose use runs what

  /// Code that runs when one of the names is used, or the type whose members they are.
  private func declaring(_ names: [String], _ body: () -> Void) {
    let outer = (owners, type, deferrals)
    if let type {
      let runsWithType = type.everyMemberCounts || names.contains { Self.isImplicit($0) }
      owners = names + (runsWithType ? type.owners : [])
    } else if owners.isEmpty, scopes.isEmpty {
      owners = names
    }
    // What is declared in a body runs as part of it.
    type = nil
    deferrals = 0
    body()
    (owners, type, deferrals) = outer
  }

  private func declaring(_ name: String, _ body: () -> Void) { declaring([name], body) }

  private func declaring(type context: TypeContext, _ body: () -> Void) {
    let outer = (owners, type, deferrals)
    if type != nil || scopes.isEmpty {
      owners = context.owners
      type = context
      deferrals = 0
    }
    body()
    (owners, type, deferrals) = outer
  }

  /// The part of a declaration at top level in which the name means what it meant before.
  private func ownValue(of node: some NamedDeclSyntax, _ body: () -> Void) {
    let outer = valueOf
    let item = node.parent?.parent?.as(CodeBlockItemListSyntax.self)
    if item?.isTopLevel == true { valueOf = ([node.name.unquotedName], false) }
    body()
    valueOf = outer
  }

  /// Whether the language calls a member without its name being written.
  private static func isImplicit(_ name: String) -> Bool {
    name.hasPrefix("build") || ExtensionSummary.implicitNames.contains(name)
  }
}
