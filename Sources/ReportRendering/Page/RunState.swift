internal import NotebookDisplay
internal import RunResults

/// How a run went, in words and in the class that colours them.
struct RunState {
  var text: String
  var style: String
  /// How many claims hold; `nil` where the run has none.
  var claims: (text: String, style: String)?

  /// - Parameter hasCells: Whether the note has any.
  init(_ run: RunResult, _ words: PageWords, hasCells: Bool) {
    let leftOut = run.state == .notRun ? 0 : run.leftOutCount
    switch run.state == .notRun ? run.lastRun?.state ?? .notRun : run.state {
    case .complete:
      text =
        !hasCells
        ? words.nothingToRun
        : leftOut == 0
          ? words.complete : words.partial(run.cells.count - leftOut, run.cells.count)
      style = leftOut == 0 ? "good" : "doubtful"
    case .failed(let cells, let claims):
      text = [
        cells > 0 ? words.failedCells(cells) : nil, claims > 0 ? words.falseClaims(claims) : nil,
      ].compactMap(\.self).joined(separator: ", ")
      style = "bad"
    case .notRun:
      text = words.notRun
      style = "doubtful"
    case .interrupted(let place):
      text = place.isEmpty ? words.interrupted : "\(words.interrupted) \(place)"
      style = "doubtful"
    }
    if run.state == .notRun, run.lastRun != nil {
      text = words.notRunSince(text)
      style = "doubtful"
    }
    let all = run.claims
    guard !all.isEmpty else { return }
    let held = all.count(where: \.holds)
    claims =
      run.usesSyntheticData
      ? (words.notCheckedOnRealData, "doubtful")
      : (words.heldClaims(held, all.count), held == all.count ? "good" : "bad")
  }
}
