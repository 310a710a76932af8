package import NotebookDocument
internal import SystemBasics

/// What a swept parameter becomes, as it is typed: `0.1,0.01`, `1...6`, `0.001...1 by x10`,
/// `0...1 by 0.25`, or for drawing `0.001...1 log`.
package enum SweepValues: Sendable, Equatable {
  /// One run for each, as ``Parameter/Value`` writes them.
  case list([String])
  /// Only to be drawn from.
  case range(SampledRange)

  /// More values of one parameter than anybody waits for.
  static let limit = 10_000

  /// Reads values as they are typed.
  ///
  /// - Parameters:
  ///   - text: The values; ranges are for numbers, and quotation marks keep commas within a text.
  ///   - declared: The parameter as the note declares it: each value must have its type and be
  ///     one of its choices.
  ///   - isDrawn: Whether runs draw from the values, of which there may then be any number.
  package init(
    _ text: String, of declared: Parameter, isDrawn: Bool = false
  ) throws(SweepError) {
    let name = declared.name
    var values: [String] = []
    for piece in try Self.pieces(of: text, name) {
      guard declared.value.isNumber, let ends = piece.firstRange(of: "...") else {
        values.append(try Self.value(piece, of: declared))
        continue
      }
      let range = try SteppedRange(
        from: piece[..<ends.lowerBound], to: piece[ends.upperBound...], of: name,
        isWhole: declared.value.isWhole)
      let drawsWhole = isDrawn && declared.choices.isEmpty && piece == text.trimmingSpaces
      if let sampled = range.sampled(drawsWhole: drawsWhole) {
        guard values.isEmpty, piece == text.trimmingSpaces else {
          throw SweepError(
            "'\(piece)' of '\(name)' is drawn from and cannot stand in a list",
            explanation: "name it alone, or give its steps: 0.001...1 by x10")
        }
        guard declared.choices.isEmpty else {
          let choices = declared.choices.map(\.description).joined(separator: ",")
          throw SweepError(
            "'\(name)' has choices and is not drawn from the range '\(piece)'",
            explanation: "list them: -P \(name)=\(choices)")
        }
        self = .range(sampled)
        return
      }
      for value in try range.values() { values.append(try Self.value(value, of: declared)) }
    }
    try self.init(list: values, of: name)
  }

  /// Takes a list whose values are known one by one, as YAML has them.
  package init(texts: [String], of declared: Parameter) throws(SweepError) {
    var values: [String] = []
    for text in texts { values.append(try Self.value(text, of: declared)) }
    try self.init(list: values, of: declared.name)
  }

  private init(list values: [String], of name: String) throws(SweepError) {
    guard !values.isEmpty else {
      throw SweepError(
        "'\(name)' has no values", explanation: "for example -P \(name)=1,2,3 or -P \(name)=1...3")
    }
    guard values.count <= Self.limit else {
      throw SweepError(
        "'\(name)' has \(values.count) values; a parameter has at most \(Self.limit)")
    }
    var seen: Set<String> = []
    if let repeated = values.first(where: { !seen.insert($0).inserted }) {
      throw SweepError("'\(name)' has the value '\(repeated)' twice")
    }
    self = .list(values)
  }

  /// A value in the one form that equal values share.
  static func value(_ text: String, of declared: Parameter) throws(SweepError) -> String {
    do throws(Parameter.Misfit) {
      return try declared.value(for: text).description
    } catch {
      let help = [error.fix, error.explanation].compactMap(\.self)
      throw SweepError(
        error.message, explanation: help.isEmpty ? nil : help.joined(separator: " "))
    }
  }

  /// The text at its commas; those between quotation marks stay, and a doubled mark is one.
  private static func pieces(of text: String, _ name: String) throws(SweepError) -> [String] {
    var reader = CSVReader(text: text, quotationMarks: ["\"", "'"], trimsSpaces: true)
    do throws(CSVReader.Problem) {
      let pieces = try reader.readRows().rows.flatMap(\.self)
      return pieces.isEmpty ? [""] : pieces
    } catch {
      throw SweepError(
        "the values of '\(name)' cannot be told apart: \(error.reason)",
        explanation:
          "-P '\(name)=\"a, b\",c' are two values; a quotation mark within one is doubled")
    }
  }
}

extension Parameter.Value {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .number: true
    case .boolean, .text: false
    }
  }

  var isWhole: Bool { if case .integer = self { true } else { false } }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  var trimmingSpaces: String {
    var rest = self[...]
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
  }
}
