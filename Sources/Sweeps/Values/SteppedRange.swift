internal import NotebookDisplay

/// `a...b`, `a...b by s`, `a...b by xf` or `a...b log` as it is typed.
struct SteppedRange {
  private enum Step: Equatable {
    case one
    case difference(Double)
    case factor(Double)
    case none(isLogarithmic: Bool)
  }

  private let name: String
  private let isWhole: Bool
  private let lower: Double
  private let upper: Double
  private let step: Step

  /// - Parameters:
  ///   - lower: What stands before the dots.
  ///   - rest: What stands behind them: the end, and how to get there.
  init(
    from lower: some StringProtocol, to rest: some StringProtocol, of name: String, isWhole: Bool
  ) throws(SweepError) {
    self.name = name
    self.isWhole = isWhole
    let words = String(rest).split(separator: " ").map(String.init)
    self.lower = try Self.number(lower.trimmingSpaces, name, isWhole)
    upper = try Self.number(words.first ?? "", name, isWhole)
    switch words.count {
    case 1: step = isWhole ? .one : .none(isLogarithmic: false)
    case 2 where words[1] == "log": step = .none(isLogarithmic: true)
    case 3 where words[1] == "by":
      if let factor = words[2].first, factor == "x" || factor == "×" {
        let number = try Self.number(String(words[2].dropFirst()), name, isWhole)
        step = .factor(number)
      } else {
        step = .difference(try Self.number(words[2], name, isWhole))
      }
    default:
      throw SweepError(
        "'\(lower)...\(rest)' of '\(name)' is no range",
        explanation: "ranges are 1...6, 0...1 by 0.25, 0.001...1 by x10 and, for --random, "
          + "0.001...1 log")
    }
    try check()
  }

  private static func number(
    _ text: String, _ name: String, _ isWhole: Bool
  ) throws(SweepError) -> Double {
    let number = isWhole ? Int(text).map { Double($0) } : Double(text)
    guard let number, number.isFinite, number.magnitude < 1e15 else {
      throw SweepError(
        "'\(text)' in a range of '\(name)' is \(isWhole ? "no whole number" : "no number")")
    }
    return number
  }

  private func check() throws(SweepError) {
    let range = "\(text(lower))...\(text(upper)) of '\(name)'"
    guard lower <= upper else {
      throw SweepError("\(range) ends before it begins", explanation: "write the lower end first")
    }
    switch step {
    case .difference(let difference) where difference <= 0:
      throw SweepError("the step of \(range) is \(text(difference)); it must be above 0")
    case .factor(let factor) where factor <= 1:
      throw SweepError("the factor of \(range) is \(text(factor)); it must be above 1")
    case .factor where lower <= 0, .none(isLogarithmic: true) where lower <= 0:
      throw SweepError(
        "\(range) begins at \(text(lower))",
        explanation: "a range with a factor, or a logarithmic one, begins above 0")
    default: break
    }
  }

  /// What is drawn from; `nil` for a range with steps.
  var sampled: SampledRange? {
    switch step {
    case .none(let isLogarithmic):
      SampledRange(lower: lower, upper: upper, isLogarithmic: isLogarithmic, isWhole: isWhole)
    case .one:
      nil
    case .difference, .factor: nil
    }
  }

  /// The values from the lower end on, the upper one included where a step meets it.
  func values() throws(SweepError) -> [String] {
    var values: [String] = []
    var index = 0
    // A step that misses the end by a rounding error meets it.
    let end = upper + upper.magnitude * 1e-9
    while true {
      let value = value(at: index)
      guard value <= end else { return values }
      values.append(text(value))
      index += 1
      guard values.count <= SweepValues.limit else {
        throw SweepError(
          "\(text(lower))...\(text(upper)) of '\(name)' has more than \(SweepValues.limit) values")
      }
    }
  }

  private func value(at index: Int) -> Double {
    switch step {
    case .one: return lower + Double(index)
    case .difference(let difference):
      return (lower + Double(index) * difference).rounded(toSignificantDigits: 12)
    case .factor(let factor):
      var value = lower
      for _ in 0..<index { value = (value * factor).rounded(toSignificantDigits: 12) }
      return value
    case .none: return .infinity
    }
  }

  private func text(_ value: Double) -> String {
    isWhole ? "\(Int(clamping: value.rounded()))" : "\(value)"
  }
}
