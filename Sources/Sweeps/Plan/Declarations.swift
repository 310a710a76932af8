internal import NotebookDocument

/// The parameters that a note declares, which every value of a sweep is checked against.
struct Declarations {
  private let frontMatter: FrontMatter

  init(_ frontMatter: FrontMatter) { self.frontMatter = frontMatter }

  /// Whether `seed` is the note's seed, and no parameter of that name.
  var hasOwnSeed: Bool { !frontMatter.parameters.contains { $0.name == Notebook.seedName } }

  /// The value of a parameter in the note, by which its type is known.
  func value(of name: String) throws(SweepError) -> Parameter.Value {
    if let parameter = frontMatter.parameters.first(where: { $0.name == name }) {
      return parameter.value
    }
    if name == Notebook.seedName { return .integer(0) }
    let known = frontMatter.parameters.map(\.name) + [Notebook.seedName]
    let guess = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'? " } ?? ""
    throw SweepError(
      "the note has no parameter '\(name)'",
      explanation: "\(guess)it can be \(known.joined(separator: ", "))")
  }

  /// The values of a range that the note declares.
  func values(of range: FrontMatter.SweptParameter) throws(SweepError) -> SweepValues {
    let declared = try value(of: range.name)
    switch range.values {
    case .text(let text): return try SweepValues(text, of: range.name, declared: declared)
    case .list(let texts):
      return try SweepValues(texts: texts, of: range.name, declared: declared)
    }
  }

  /// The runs of a file, each value in the form that equal ones share.
  func rows(of table: RunTable) throws(SweepError) -> [[SweepRun.Assignment]] {
    var declared: [Parameter.Value] = []
    for name in table.names { declared.append(try value(of: name)) }
    var rows: [[SweepRun.Assignment]] = []
    for (number, row) in table.rows.enumerated() {
      var assignments: [SweepRun.Assignment] = []
      for (index, name) in table.names.enumerated() {
        do {
          let value = try SweepValues.value(row[index], of: name, declared[index])
          assignments.append(SweepRun.Assignment(name, value))
        } catch {
          throw SweepError("run \(number + 1) of the file: \(error.message)")
        }
      }
      rows.append(assignments)
    }
    return rows
  }
}
