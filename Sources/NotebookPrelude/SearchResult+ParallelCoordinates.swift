public import NeuralNetworks
public import Plotting
internal import Tensors

extension SearchResult {
  /// A line for each trial through all of its settings, coloured by its score: which settings go
  /// together in good trials (parallel coordinates; Inselberg, 1985).
  ///
  /// Every setting reaches from its least value at height 0 to its greatest at 1, along a logarithm
  /// where the values span more than two decades; names stand in the order in which they came. The
  /// last place is the score itself. Trials without a score have no line; the title counts them.
  ///
  /// ```swift
  /// let found = try search(.random(trials: 32), over: ["rate": …, "width": …, "rule": …]) { … }
  /// found.parallelCoordinates()
  /// ```
  public func parallelCoordinates(
    file: StaticString = #fileID, line: UInt = #line
  ) -> Chart {
    let scored = trials.filter { $0.score.isFinite }
    guard let first = scored.first else {
      stop(
        "parallelCoordinates() has nothing to draw: none of the \(trials.count) trials has a number "
          + "as score", file: file, line: line)
    }
    let names = first.trial.names
    let columns =
      names.map { heights(of: $0, scored) } + [Self.heights(scored.map(\.score))]
    let lost = trials.count - scored.count
    let title =
      "Search over \(trials.count) trials" + (lost > 0 ? ", \(lost) without a score" : "")
    // A setting may be called so too.
    let last = names.contains("score") ? "score of the trial" : "score"
    return Chart(title, line: Int(clamping: line)) {
      for (place, entry) in scored.enumerated() {
        LineMark(x: names + [last], y: columns.map { $0[place] })
          .foregroundStyle(by: .value("score", entry.score))
      }
    }
    .yLabel("place between least and greatest value")
  }

  /// Where each trial's value of a setting lies between the least and the greatest.
  private func heights(of name: String, _ entries: [Entry]) -> [Double] {
    guard entries.first?.trial.isName(name) == true else {
      return Self.heights(entries.map { $0.trial[name] })
    }
    let texts = entries.map { $0.trial.text(of: name) }
    let known = texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return Self.heights(texts.map { Double(known.firstIndex(of: $0) ?? 0) })
  }

  /// Numbers as shares of the way from the least to the greatest; in the middle where all are
  /// equal.
  private static func heights(_ values: [Double]) -> [Double] {
    let scaled = spansDecades(values) ? values.map { log($0) } : values
    guard let least = scaled.min(), let greatest = scaled.max(), least < greatest else {
      return values.map { _ in 0.5 }
    }
    return scaled.map { ($0 - least) / (greatest - least) }
  }

  /// Whether positive numbers span more than two decades, so that they belong on a log scale.
  static func spansDecades(_ values: [Double]) -> Bool {
    guard let least = values.min(), let greatest = values.max(), least > 0 else { return false }
    return greatest / least > 100
  }
}
