internal import NotebookDocument
internal import SwiftParser
internal import SwiftSyntax

/// The name that a place in a cell is about, for whoever asks what it means: the one that the place
/// is in or right behind, else the one whose call it is in or right behind.
package struct NameAtPlace: Sendable, Equatable {
  /// Where it begins, in UTF-8 bytes.
  package var start: Int
  package var text: String
  /// Where the innermost statement that it stands in begins, in UTF-8 bytes.
  package var statementStart: Int

  /// Finds the name; `nil` where there is none.
  ///
  /// - Parameter offset: The place, in UTF-8 bytes.
  package init?(at offset: Int, in code: String) {
    guard !BracketNesting.isTooDeep(code) else { return nil }
    let place = min(max(offset, 0), code.utf8.count)
    // The last token that begins before the place, and one that begins at it.
    var before: TokenSyntax?
    for token in Parser.parse(source: code).tokens(viewMode: .sourceAccurate) {
      let start = token.positionAfterSkippingLeadingTrivia.utf8Offset
      let end = token.endPositionBeforeTrailingTrivia.utf8Offset
      guard start <= place else { break }
      if place <= end, token.isName {
        self.init(token)
        return
      }
      if start < place { before = token }
    }
    guard let name = before?.calledName(at: place) else { return nil }
    self.init(name)
  }

  private init(_ token: TokenSyntax) {
    start = token.positionAfterSkippingLeadingTrivia.utf8Offset
    text = token.text
    var node = token.parent
    while let current = node, !current.is(CodeBlockItemSyntax.self) { node = current.parent }
    statementStart = node?.positionAfterSkippingLeadingTrivia.utf8Offset ?? start
  }
}

extension TokenSyntax {
  fileprivate var isName: Bool {
    guard presence == .present else { return false }
    switch tokenKind {
    case .identifier, .dollarIdentifier, .keyword: return true
    default: return false
    }
  }

  /// The name before the innermost parentheses, brackets or braces of a call that a place is in, or
  /// right behind; what stands among the statements of a closure is no argument.
  fileprivate func calledName(at place: Int) -> TokenSyntax? {
    var node = parent
    while let current = node, !current.is(CodeBlockItemSyntax.self) {
      let call: (function: ExprSyntax, end: AbsolutePosition)? =
        if let call = current.as(FunctionCallExprSyntax.self) {
          (call.calledExpression, call.endPositionBeforeTrailingTrivia)
        } else if let call = current.as(SubscriptCallExprSyntax.self) {
          (call.calledExpression, call.endPositionBeforeTrailingTrivia)
        } else {
          nil
        }
      if let call, call.function.endPositionBeforeTrailingTrivia.utf8Offset < place {
        return call.function.lastName
      }
      node = current.parent
    }
    return nil
  }
}

extension ExprSyntax {
  /// `c` of `a.b<Int>.c?`.
  fileprivate var lastName: TokenSyntax? {
    if let member = self.as(MemberAccessExprSyntax.self) { return member.declName.baseName }
    if let name = self.as(DeclReferenceExprSyntax.self) { return name.baseName }
    let inner: ExprSyntax? =
      if let generic = self.as(GenericSpecializationExprSyntax.self) {
        generic.expression
      } else if let optional = self.as(OptionalChainingExprSyntax.self) {
        optional.expression
      } else if let forced = self.as(ForceUnwrapExprSyntax.self) {
        forced.expression
      } else if let call = self.as(FunctionCallExprSyntax.self) {
        call.calledExpression
      } else {
        self.as(SubscriptCallExprSyntax.self)?.calledExpression
      }
    return inner?.lastName
  }
}
