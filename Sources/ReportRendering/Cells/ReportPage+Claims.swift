internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// Statements that the run has checked, each with its mark.
  func claimList(_ claims: [Claim]) -> MarkupNode {
    .element("ul", ["class": "claims"], claims.map(item))
  }

  private func item(_ claim: Claim) -> MarkupNode {
    claimCount += 1
    let (style, sign, word) = verdict(claim)
    var nodes: [MarkupNode] = [
      .element("span", ["class": "sign", "aria-hidden": "true"], [.text(sign)]),
      .element("span", ["class": "verdict"], [.text(word)]),
      .element(
        "span", ["class": "sentence", "id": Self.claimIdentifier(claimCount)],
        [.text(claim.sentence)]),
    ]
    if let detail = claim.detail, !detail.isEmpty {
      nodes.append(.element("span", ["class": "detail"], [.text(words.claimDetail(detail))]))
    }
    if !claim.holds, !usesSyntheticData {
      nodes.append(.element("span", ["class": "detail"], [.text(line(of: claim))]))
    }
    return .element("li", ["class": "claim \(style)"], nodes)
  }

  private func line(of claim: Claim) -> String {
    claim.file.map { "\($0):\(claim.line)" } ?? words.lineOfTheNote(claim.line)
  }

  private static func claimIdentifier(_ number: Int) -> String { "claim-\(number)" }

  /// How a claim is set, with its sign and word.
  private func verdict(_ claim: Claim) -> (style: String, sign: String, word: String) {
    if usesSyntheticData { return ("doubtful", "–", words.notChecked) }
    return claim.holds ? ("good", "✓", words.holds) : ("bad", "✗", words.isFalse)
  }

  /// All claims of the page with links to them, folded unless one is false.
  func claimOverview() -> [MarkupNode] {
    let claims = run.claims
    guard claims.count > 1 else { return [] }
    let items = claims.enumerated().map { index, claim in
      let verdict = verdict(claim)
      return MarkupNode.element(
        "li", [:],
        [
          .element(
            "span", ["class": verdict.style, "role": "img", "aria-label": verdict.word],
            [.text(verdict.sign)]), .text(" "),
          .element(
            "a", ["href": "#" + Self.claimIdentifier(index + 1)], [.text(claim.sentence)]),
        ])
    }
    let details = MarkupNode.element(
      "details", ["class": "claim-overview"],
      [
        .element("summary", [:], [.text("\(words.claims) (\(claims.count))")]),
        .element("ul", [:], items),
      ])
    let isOpen = !usesSyntheticData && claims.contains { !$0.holds }
    return [isOpen ? details.attribute("open") : details]
  }
}
