internal import NotebookDocument

/// The parameters that a note declares, which every value of a sweep is checked against.
struct Declarations {
  private let frontMatter: FrontMatter

  init(_ frontMatter: FrontMatter) { self.frontMatter = frontMatter }

  /// Whether `seed` is the note's seed, and no parameter of that name.
  var hasOwnSeed: Bool { !frontMatter.parameters.contains { $0.name == Notebook.seedName } }

  /// A parameter as the note declares it, with its type and its choices.
  func parameter(_ name: String) throws(SweepError) -> Parameter {
    if let parameter = frontMatter.parameters.first(where: { $0.name == name }) {
      return parameter
    }
    if name == Notebook.seedName { return Parameter(name: name, value: .integer(0), line: 0) }
    let known = frontMatter.parameters.map(\.name) + [Notebook.seedName]
    let guess = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'? " } ?? ""
    throw SweepError(
      "the note has no parameter '\(name)'",
      explanation: "\(guess)it can be \(known.joined(separator: ", "))")
  }

  /// The values of a range that the note declares.
  ///
  /// - Parameter isDrawn: Whether runs draw from them.
  func values(
    of range: FrontMatter.SweptParameter, isDrawn: Bool
  ) throws(SweepError) -> SweepValues {
    try SweepError.at(range.place) { () throws(SweepError) in
      let declared = try parameter(range.name)
      switch range.values {
      case .text(let text):
        return try SweepError.at(range.valuePlaces.first) { () throws(SweepError) in
          try SweepValues(text, of: declared, isDrawn: isDrawn)
        }
      case .list(let texts):
        for (text, place) in zip(texts, range.valuePlaces) {
          _ = try SweepError.at(place) { () throws(SweepError) in
            try SweepValues.value(text, of: declared)
          }
        }
        return try SweepValues(texts: texts, of: declared)
      }
    }
  }

  /// The runs of a file, each value in the form that equal ones share.
  func rows(of table: RunTable) throws(SweepError) -> [[SweepRun.Assignment]] {
    var declared: [Parameter] = []
    for name in table.names { declared.append(try parameter(name)) }
    var rows: [[SweepRun.Assignment]] = []
    for (number, row) in table.rows.enumerated() {
      var assignments: [SweepRun.Assignment] = []
      for (index, name) in table.names.enumerated() {
        do {
          let value = try SweepValues.value(row[index], of: declared[index])
          assignments.append(SweepRun.Assignment(name, value))
        } catch {
          throw SweepError(
            "run \(number + 1) of the file: \(error.message)", explanation: error.explanation)
        }
      }
      rows.append(assignments)
    }
    return rows
  }
}
