internal import SwiftSyntax

/// Makes a plain call of a layer of one's own, `model(x)`, begin a pass through the network, as a
/// call of any other layer does.
///
/// Of the function that the author wrote and the library's, which has more arguments with defaults,
/// Swift prefers the author's: what is called below would know of no pass around it, and take a
/// mode given to one layer for that of the whole. The author's is therefore disfavoured, as the
/// library's own layers write it.
///
/// For the same reason `super.callAsFunction(x)` would mean the library's function, which calls the
/// subclass's again, without end. It is written as the function with one argument, that of the
/// superclass.
struct LayerCallRewriter {
  private(set) var insertions: [Insertion] = []

  init(_ syntax: CellSyntax) {
    let visitor = LayerCallVisitor(viewMode: .sourceAccurate)
    visitor.walk(syntax.tree)
    insertions = visitor.functions.map {
      Insertion(
        offset: $0.positionAfterSkippingLeadingTrivia.utf8Offset, text: "@_disfavoredOverload ")
    }
    for function in visitor.inherited {
      insertions.append(
        Insertion(offset: function.positionAfterSkippingLeadingTrivia.utf8Offset, text: "("))
      insertions.append(
        Insertion(
          offset: function.endPositionBeforeTrailingTrivia.utf8Offset, text: " as (_) -> _)"))
    }
  }
}

/// The functions from a tensor to a tensor by which a type is called.
private final class LayerCallVisitor: SyntaxVisitor {
  private(set) var functions: [FunctionDeclSyntax] = []
  /// Each `super.callAsFunction` that is called with one tensor.
  private(set) var inherited: [MemberAccessExprSyntax] = []

  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    // Where the author has several, a call means the one the author would expect.
    if node.calls.count == 1, let call = node.calls.first, call.isLayerCall, !call.isDisfavored {
      functions.append(call)
    }
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    if let function = node.calledExpression.as(MemberAccessExprSyntax.self),
      function.base?.is(SuperExprSyntax.self) == true,
      function.declName.trimmedDescription == "callAsFunction",
      node.arguments.count == 1, node.arguments.first?.label == nil, node.trailingClosure == nil,
      node.parent?.is(TryExprSyntax.self) != true, isInLayer(node)
    {
      inherited.append(function)
    }
    return .visitChildren
  }

  /// Whether the superclass is a layer as far as the code around the call tells: its class is
  /// called with a tensor, or not as a function at all, and the member has to do with tensors.
  private func isInLayer(_ node: FunctionCallExprSyntax) -> Bool {
    let ancestors = sequence(first: Syntax(node)) { $0.parent }
    guard let member = ancestors.lazy.compactMap({ $0.as(MemberBlockItemSyntax.self) }).first,
      let block = member.parent?.parent?.as(MemberBlockSyntax.self)
    else { return false }
    return (block.calls.isEmpty || block.calls.contains(where: \.isLayerCall))
      && member.tokens(viewMode: .sourceAccurate).contains { $0.text == "Tensor" }
  }
}

extension MemberBlockSyntax {
  /// The functions by which the type is called.
  fileprivate var calls: [FunctionDeclSyntax] {
    members.compactMap { $0.decl.as(FunctionDeclSyntax.self) }
      .filter { $0.name.text == "callAsFunction" }
  }
}

extension FunctionDeclSyntax {
  /// `func callAsFunction(_ x: Tensor) -> Tensor`, in any dress.
  fileprivate var isLayerCall: Bool {
    let parameters = signature.parameterClause.parameters
    guard let parameter = parameters.first, parameters.count == 1 else { return false }
    return parameter.firstName.tokenKind == .wildcard && parameter.defaultValue == nil
      && parameter.ellipsis == nil && parameter.type.trimmedDescription == "Tensor"
      && signature.returnClause?.type.trimmedDescription == "Tensor"
      && signature.effectSpecifiers == nil
  }

  /// Whether the author has disfavoured it already.
  fileprivate var isDisfavored: Bool {
    attributes.contains {
      $0.as(AttributeSyntax.self)?.attributeName.trimmedDescription == "_disfavoredOverload"
    }
  }
}
