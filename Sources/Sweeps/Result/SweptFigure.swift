internal import NotebookDisplay

/// A figure over all runs: what they have recorded under a name, or the value of an inline
/// expression.
package struct SweptFigure: Sendable, Equatable {
  /// What it is called, with its unit: "loss", "epoch (s)". One that is called as another before
  /// it has a number: "epoch (s) (2)".
  package var title: String
  /// By row; `nil` where a run is not complete or has none.
  package var values: [Double?]

  /// The figures of all rows, in the order in which they are first met. A name under which some
  /// runs record a time and others a plain number is two figures.
  static func all(in rows: [SweepRow]) -> [SweptFigure] {
    var figures: [SweptFigure] = []
    var places: [Identity: Int] = [:]
    for (row, summary) in rows.map(\.completed).enumerated() {
      for figure in summary?.figures ?? [] {
        let identity = Identity(name: figure.name, unit: figure.unit)
        let place = places[identity] ?? figures.count
        if place == figures.count {
          places[identity] = place
          figures.append(
            SweptFigure(title: figure.title, values: Array(repeating: nil, count: rows.count)))
        }
        figures[place].values[row] = figure.value
      }
    }
    for (place, title) in figures.map(\.title).numberedWhereRepeated.enumerated() {
      figures[place].title = title
    }
    return figures
  }

  private struct Identity: Hashable {
    var name: String
    var unit: String?
  }
}

extension [String] {
  /// The names, each once: one that an earlier one has already gets a number, as in "loss (2)".
  var numberedWhereRepeated: [String] {
    var taken: Set<String> = []
    return map { name in
      var unique = name
      var number = 2
      while !taken.insert(unique).inserted {
        unique = "\(name) (\(number))"
        number += 1
      }
      return unique
    }
  }
}
