internal import Yams

extension FrontMatterParser {
  /// `sweep:`, a mapping of parameters to what they become. Whether the values fit the parameters
  /// is known when a sweep is made.
  mutating func readSweep(_ value: Node) {
    guard let mapping = value.mapping else {
      return reportWrong("sweep", value, "a list of parameters with their values")
    }
    for (keyNode, value) in mapping {
      let name = keyNode.optionText ?? ""
      let items = value.sequence.map(Array.init) ?? [value]
      if items.isEmpty || items.contains(where: \.isBlank) {
        let empty = items.first(where: \.isBlank) ?? value
        diagnostics.append(
          place.diagnostic(
            // What is empty has no place of its own.
            empty.scalar?.string.isEmpty == true ? keyNode : empty,
            items.count > 1
              ? "a value of 'sweep: \(name)' is empty" : "'sweep: \(name)' has no values",
            explanation: "for example \(name): 1...6 or \(name): [0.1, 0.01]"))
        continue
      }
      let texts = items.compactMap(\.optionText)
      guard texts.count == items.count else {
        reportWrong("sweep: \(name)", value, "a range such as 1...6, or a list of values")
        continue
      }
      frontMatter.sweep.append(
        FrontMatter.SweptParameter(
          name: name, values: value.sequence == nil ? .text(texts[0]) : .list(texts),
          place: place.place(of: keyNode), valuePlaces: items.map { place.place(of: $0) }))
    }
  }

  /// `claims:` with `seeds:` and `hold:`.
  mutating func readClaimRequirement(_ value: Node) {
    guard let mapping = value.mapping else {
      return reportWrong("claims", value, "'seeds:' and 'hold:', such as {seeds: 3, hold: all}")
    }
    var requirement = FrontMatter.ClaimRequirement(line: place.line(of: value.mark))
    for (keyNode, value) in mapping where !value.isBlank {
      switch keyNode.optionText ?? "" {
      case "seeds":
        if let seeds = value.optionInteger, (1...1000).contains(seeds) {
          requirement.seeds = seeds
        } else {
          reportWrong("claims: seeds", value, "a whole number from 1 to 1000")
        }
      case "hold":
        if let count = value.holdCount {
          requirement.hold = count
        } else {
          reportWrong("claims: hold", value, "'all', a number of runs, or a share such as 90%")
        }
      case let name:
        var diagnostic = place.diagnostic(
          keyNode, "unknown key '\(name)' in 'claims'",
          explanation: "known keys are seeds and hold")
        diagnostic.fix = Spelling.nearest(to: name, among: ["seeds", "hold"])
          .map { "did you mean '\($0)'?" }
        diagnostics.append(diagnostic)
      }
    }
    frontMatter.claimRequirement = requirement
  }
}

extension Node {
  /// `all`, `4` or `90%`.
  fileprivate var holdCount: FrontMatter.ClaimRequirement.Count? {
    if optionText == "all" { return .all }
    if let runs = optionInteger { return runs >= 1 ? .runs(runs) : nil }
    guard let text = optionText, text.hasSuffix("%"), let share = Double(text.dropLast()),
      share > 0, share <= 100
    else { return nil }
    return .share(share / 100)
  }
}
