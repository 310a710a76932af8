internal import NotebookDocument

/// What a cell means by a name that it uses before it defines it: the definition of an earlier
/// cell, or a parameter of the note.
///
/// `let rate = rate / 2` becomes `let rate = Cell3.rate / 2`.
struct EarlierNames {
  /// The module of the latest earlier definition, by name.
  let modules: [String: String]
  /// The names of the note's parameters.
  let parameters: Set<String>
  /// What has the parameters as its members.
  var parameterQualifier = Self.parameterConstants

  /// The type in whose constants a module has the parameters whose names it defines itself.
  static let parameterConstants = "NotebookParameters"

  private func qualifier(_ name: String) -> String? {
    modules[name] ?? (parameters.contains(name) ? parameterQualifier : nil)
  }

  /// The parameters that a unit reads before it defines their names.
  func hiddenParameters(of unit: CodeUnit) -> Set<String> {
    let names = unit.syntax.earlyUses.filter(\.canMeanEarlier).map(\.name)
    return parameters.intersection(names).subtracting(modules.keys)
  }

  func insertions(for unit: CodeUnit) -> [Insertion] {
    unit.syntax.earlyUses.filter(\.canMeanEarlier).compactMap { use in
      guard let qualifier = qualifier(use.name) else { return nil }
      let reference = use.reference
      return reference.form == .shorthand
        ? Insertion(
          offset: reference.end, text: " = \(qualifier).\(use.name.quotedIfKeyword)")
        : Insertion(offset: reference.start, text: "\(qualifier).")
    }
  }

  /// An error for each use that no earlier definition explains, at the note's lines.
  func errors(of unit: CodeUnit, file: String) -> [Diagnostic] {
    let places = CodePlaces(unit)
    return unit.syntax.earlyUses.compactMap { use in
      let earlier = qualifier(use.name)
      if use.canMeanEarlier, earlier != nil { return nil }
      guard let declaration = use.declaration.map({ places.shownLine($0) }),
        let (message, explanation) = use.explained(places, declaration, hasEarlier: earlier != nil)
      else { return nil }
      return Diagnostic(
        .error, file: file, line: places.line(use.reference.start),
        column: places.column(use.reference.start), message, explanation: explanation)
    }
  }
}

extension EarlyUse {
  /// Whether the place may mean the definition of an earlier cell.
  var canMeanEarlier: Bool { kind == .direct || kind == .inOwnValue }

  fileprivate func explained(
    _ places: CodePlaces, _ line: Int, hasEarlier: Bool
  ) -> (message: String, explanation: String)? {
    switch kind {
    case .direct:
      return (
        "'\(name)' is used before its declaration",
        "line \(line) declares it: move that line above this one"
      )
    case .inOwnValue:
      return (
        "'\(name)' is used in its own value, and no earlier cell defines it",
        "if another '\(name)' is meant, give the new one another name"
      )
    case .deferred:
      return hasEarlier
        ? (
          "'\(name)' can mean that of an earlier cell or the one declared below",
          "line \(line) declares it anew: move that line above this one, or give it another name"
        )
        : (
          "'\(name)' is used before its declaration",
          "line \(line) declares it: move that line above this one"
        )
    case .through(let user, let offset):
      return (
        "'\(user)' is used before the declaration of '\(name)', which it reads",
        "line \(places.shownLine(offset)) reads '\(name)', and line \(line) declares it: "
          + "move that line above this one"
      )
    }
  }
}

/// The note's lines and columns for offsets in a cell's code.
struct CodePlaces {
  private let lineStarts: [Int]
  private let unit: CodeUnit

  init(_ unit: CodeUnit) {
    self.unit = unit
    var starts = [0]
    for (offset, byte) in unit.code.utf8.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  func line(_ offset: Int) -> Int { unit.firstLine + index(offset) }

  /// The line in the file that the code stands in.
  func shownLine(_ offset: Int) -> Int { unit.place.number + index(offset) }

  /// Counted in UTF-8 bytes from 1.
  func column(_ offset: Int) -> Int { offset - lineStarts[index(offset)] + 1 + unit.indentation }

  private func index(_ offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
