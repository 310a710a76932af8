internal import NotebookDisplay
internal import NotebookDocument

/// Chooses the lines that the code of a note has for the compiler, such that code which only moves
/// within the note stays the same to it.
struct LineNumbering {
  private(set) var lines = NoteLines()
  /// The units that can say to a reader at what line they are, and so have to know it.
  private let telling: [Bool]
  /// Whether the numbers of the code and the note's own lines cannot be mistaken for each other.
  private let isPossible: Bool

  init(_ units: [CodeUnit], _ imports: [NoteScope.Imports], _ parameters: [Parameter]) {
    // A function with `line: Int = #line` gets the line of whoever calls it.
    let naming = units.map { $0.code.contains("#line") }
    telling = units.indices.map { index in
      naming[index] || imports[index].units.contains { naming[$0] }
    }
    let lastLine = (units.map(\.lastLine) + parameters.map(\.line)).max() ?? 0
    let lastPiece = (units.map(\.piece) + parameters.indices.map(Self.piece)).max() ?? 0
    isPossible =
      lastLine < NoteLines.stride && lastPiece < Int(Int32.max) / NoteLines.stride
  }

  /// The units with the numbers of their lines.
  mutating func number(_ units: [CodeUnit]) -> [CodeUnit] {
    var units = units
    for index in units.indices where isPossible && !telling[index] {
      units[index].compiledFirstLine = lines.add(
        units[index].piece, firstLine: units[index].firstLine)
    }
    return units
  }

  /// The parameters with the numbers of their lines.
  mutating func number(_ parameters: [Parameter]) -> [Parameter] {
    var parameters = parameters
    for index in parameters.indices where isPossible {
      parameters[index].line = lines.add(Self.piece(index), firstLine: parameters[index].line)
    }
    return parameters
  }

  /// The number of a parameter among the pieces of code.
  private static func piece(_ parameter: Int) -> Int { 3 * parameter + 1 }
}

extension CodeUnit {
  /// The unit's number among the pieces of code, which it keeps when others are edited.
  fileprivate var piece: Int {
    switch kind {
    case .inlineExpressions(let number): 3 * number + 2
    case .cell(let number): 3 * number + 3
    }
  }
}
