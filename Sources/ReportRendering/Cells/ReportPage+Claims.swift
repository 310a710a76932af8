internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument

extension ReportPage {
  /// Statements that the run has checked, each with its mark.
  func claimList(_ claims: [Claim]) -> MarkupNode {
    .element("ul", ["class": "claims"], claims.map(item))
  }

  private func item(_ claim: Claim) -> MarkupNode {
    let (style, sign, word) =
      usesSyntheticData
      ? ("doubtful", "–", "Not checked on real data")
      : claim.holds ? ("good", "✓", "Holds") : ("bad", "✗", "False")
    var nodes: [MarkupNode] = [
      .element("span", ["class": "sign", "aria-hidden": "true"], [.text(sign)]),
      .element("span", ["class": "verdict"], [.text(word)]),
      .element("span", ["class": "sentence"], [.text(claim.sentence)]),
    ]
    if let detail = claim.detail, !detail.isEmpty {
      nodes.append(.element("span", ["class": "detail"], [.text(detail)]))
    }
    if !claim.holds, !usesSyntheticData {
      nodes.append(.element("span", ["class": "detail"], [.text("line \(claim.line) of the note")]))
    }
    return .element("li", ["class": "claim \(style)"], nodes)
  }
}
