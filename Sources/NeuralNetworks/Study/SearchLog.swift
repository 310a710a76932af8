internal import Datasets
internal import SystemBasics

/// The results of a search in a file, from which it can be taken up again.
struct SearchLog {
  let path: String
  private let names: [String]
  private var known: [Int: (settings: [String], score: Double, note: String?)] = [:]

  /// Reads what is there; throws when it is of another search.
  init(path: String, trials: [Trial]) throws {
    self.path = path
    names = trials.first?.settings.map(\.name) ?? []
    guard InputFile.exists(path) else { return }
    let table = try CSVTable(contentsOf: path)
    let expected = ["trial"] + names + ["score", "note"]
    guard table.columns == expected else {
      throw ModelError.wrongRequest(
        "\(path) holds another search: its columns are \(table.columns.joined(separator: ", ")), not "
          + "\(expected.joined(separator: ", ")); remove it to begin anew, or give another name")
    }
    for row in table.rows {
      guard let number = Int(row[0]), let score = Double(row[row.count - 2]) else {
        throw ModelError.wrongRequest(
          "\(path) holds no trial and score in the row \(row.joined(separator: ",")); remove it to "
            + "begin anew, or give another name")
      }
      let note = row[row.count - 1]
      known[number] = (Array(row[1..<(row.count - 2)]), score, note.isEmpty ? nil : note)
    }
  }

  /// The result of a trial with the same number and settings.
  func entry(_ trial: Trial) -> SearchResult.Entry? {
    guard let found = known[trial.number], found.settings == trial.settings.map(\.value.exact)
    else { return nil }
    return SearchResult.Entry(trial: trial, score: found.score, note: found.note)
  }

  /// Writes the results so far, with every digit.
  func write(_ results: [SearchResult.Entry]) throws {
    let rows = results.map { entry in
      ["\(entry.trial.number)"] + entry.trial.settings.map(\.value.exact)
        + [exact(entry.score), entry.note ?? ""]
    }
    let text = CSVText.of(heads: ["trial"] + names + ["score", "note"], rows: rows)
    try OutputFile.write(text, to: path)
  }
}
