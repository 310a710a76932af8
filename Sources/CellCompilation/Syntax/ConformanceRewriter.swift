internal import SwiftSyntax

/// Makes members of extensions public where they have to be.
///
/// To the compiler a type of an earlier cell is one of another module, and as good as public: what
/// an extension adds to it in order to conform to a protocol must be public too. An author who
/// thinks of the note as one file has no reason to write that.
struct ConformanceRewriter {
  private(set) var insertions: [Insertion] = []
  /// Whether such a member mentions a type of the cell itself, which no public member may do.
  private(set) var exposesOwnTypes = false

  init(_ syntax: CellSyntax) {
    let extensions = syntax.tree.statements.compactMap { $0.item.as(ExtensionDeclSyntax.self) }
    let ownTypes = Set(
      syntax.definitions.filter { ![.variable, .function, .operator].contains($0.kind) }
        .map(\.name))
    let conforming = Set(
      extensions.filter { $0.inheritanceClause != nil }.map(\.extendedType.trimmedDescription)
    ).subtracting(ownTypes)
    for node in extensions where conforming.contains(node.extendedType.trimmedDescription) {
      for member in node.memberBlock.members { publish(member.decl, ownTypes: ownTypes) }
    }
  }

  private mutating func publish(_ declaration: DeclSyntax, ownTypes: Set<String>) {
    let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers ?? []
    let levels: Set = ["public", "open", "package", "internal", "fileprivate", "private"]
    if modifiers.contains(where: { levels.contains($0.name.text) }) { return }
    let keyword: TokenSyntax
    let signature: Syntax
    switch declaration.as(DeclSyntaxEnum.self) {
    case .variableDecl(let node):
      (keyword, signature) = (node.bindingSpecifier, Syntax(node.bindings))
    case .functionDecl(let node): (keyword, signature) = (node.funcKeyword, Syntax(node.signature))
    case .initializerDecl(let node):
      (keyword, signature) = (node.initKeyword, Syntax(node.signature))
    case .subscriptDecl(let node):
      (keyword, signature) = (node.subscriptKeyword, Syntax(node.parameterClause))
    case .typeAliasDecl(let node):
      (keyword, signature) = (node.typealiasKeyword, Syntax(node.initializer))
    default: return
    }
    if !NameUseVisitor(signature).mentionedNames.isDisjoint(with: ownTypes) {
      exposesOwnTypes = true
    }
    insertions.append(
      Insertion(offset: keyword.positionAfterSkippingLeadingTrivia.utf8Offset, text: "public "))
  }
}
