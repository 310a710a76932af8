internal import SwiftSyntax

/// Makes a plain call of a layer of one's own, `model(x)`, begin a pass through the network, as a
/// call of any other layer does.
///
/// Of the function that the author wrote and the library's, which has more arguments with defaults,
/// Swift prefers the author's: what is called below would know of no pass around it, and take a
/// mode given to one layer for that of the whole. The author's is therefore disfavoured, as the
/// library's own layers write it.
struct LayerCallRewriter {
  private(set) var insertions: [Insertion] = []

  init(_ syntax: CellSyntax) {
    let visitor = LayerCallVisitor(viewMode: .sourceAccurate)
    visitor.walk(syntax.tree)
    insertions = visitor.functions.map {
      Insertion(
        offset: $0.positionAfterSkippingLeadingTrivia.utf8Offset, text: "@_disfavoredOverload ")
    }
  }
}

/// The functions from a tensor to a tensor by which a type is called.
private final class LayerCallVisitor: SyntaxVisitor {
  private(set) var functions: [FunctionDeclSyntax] = []

  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    let calls = node.members.compactMap { $0.decl.as(FunctionDeclSyntax.self) }
      .filter { $0.name.text == "callAsFunction" }
    // Where the author has several, a call means the one the author would expect.
    if calls.count == 1, let call = calls.first, call.isLayerCall { functions.append(call) }
    return .visitChildren
  }
}

extension FunctionDeclSyntax {
  /// `func callAsFunction(_ x: Tensor) -> Tensor`, in any dress.
  fileprivate var isLayerCall: Bool {
    let parameters = signature.parameterClause.parameters
    guard let parameter = parameters.first, parameters.count == 1,
      parameter.firstName.tokenKind == .wildcard, parameter.defaultValue == nil,
      parameter.ellipsis == nil, parameter.type.trimmedDescription == "Tensor",
      signature.returnClause?.type.trimmedDescription == "Tensor", signature.effectSpecifiers == nil
    else { return false }
    return !attributes.contains {
      $0.as(AttributeSyntax.self)?.attributeName.trimmedDescription == "_disfavoredOverload"
    }
  }
}
