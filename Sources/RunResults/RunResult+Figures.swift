package import NotebookDisplay

extension RunResult {
  /// The figures that cells have recorded, each name with its last value, in the order of their
  /// first.
  package var figures: [RecordedFigure] {
    var figures: [RecordedFigure] = []
    var places: [String: Int] = [:]
    for case .figure(let figure) in notices {
      if let place = places[figure.name] {
        figures[place] = figure
      } else {
        places[figure.name] = figures.count
        figures.append(figure)
      }
    }
    return figures
  }

  /// Whether a stand-in took the place of real data, so that no claim says anything about it.
  package var usesSyntheticData: Bool {
    notices.contains { if case .syntheticData = $0 { true } else { false } }
  }
}
