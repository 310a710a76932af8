internal import NotebookDocument

/// `a...b`, `a...b by s`, `a...b by xf` or `a...b log` as it is typed.
struct SteppedRange {
  private enum Step<Number: SignedNumeric & Comparable> {
    case difference(Number)
    case factor(Number)
    case none(isLogarithmic: Bool)
  }

  private enum Ends {
    case whole(lower: Int, upper: Int, Step<Int>)
    case numbers(lower: Double, upper: Double, Step<Double>)
  }

  /// The ends and the step, or the factor, as they are written.
  private struct Written {
    var lower: DecimalNumber
    var upper: DecimalNumber
    var step: DecimalNumber
  }

  private let name: String
  /// Both ends, as they are named in messages.
  private let title: String
  private let ends: Ends
  private var written: Written?

  /// - Parameters:
  ///   - lower: What stands before the dots.
  ///   - rest: What stands behind them: the end, and how to get there.
  init(
    from lower: some StringProtocol, to rest: some StringProtocol, of name: String, isWhole: Bool
  ) throws(SweepError) {
    self.name = name
    let words = String(rest).split(separator: " ").map(String.init)
    func number<Number>(
      _ text: String, _ read: (String) -> Number?
    ) throws(SweepError) -> Number {
      guard let number = read(text) else {
        throw SweepError(
          "'\(text)' in a range of '\(name)' is \(isWhole ? "no whole number" : "no number")")
      }
      return number
    }
    func step<Number>(
      _ read: (String) -> Number?, alone: Step<Number>
    ) throws(SweepError) -> Step<Number> {
      switch words.count {
      case 1: return alone
      case 2 where words[1] == "log": return .none(isLogarithmic: true)
      case 3 where words[1] == "by":
        if let sign = words[2].first, sign == "x" || sign == "×" {
          return .factor(try number(String(words[2].dropFirst()), read))
        }
        return .difference(try number(words[2], read))
      default:
        throw SweepError(
          "'\(lower)...\(rest)' of '\(name)' is no range",
          explanation: "ranges are 1...6, 0...1 by 0.25, 0.001...1 by x10 and, for --random, "
            + "0.001...1 log")
      }
    }
    if isWhole {
      let first = try number(lower.trimmingSpaces) { Int($0) }
      let last = try number(words.first ?? "") { Int($0) }
      title = "\(first)...\(last) of '\(name)'"
      let step = try step({ Int($0) }, alone: .difference(1))
      try Self.check(first, last, step, title)
      ends = .whole(lower: first, upper: last, step)
    } else {
      let first = try number(lower.trimmingSpaces) { Double(written: $0) }
      let last = try number(words.first ?? "") { Double(written: $0) }
      title = "\(first)...\(last) of '\(name)'"
      let step = try step({ Double(written: $0) }, alone: .none(isLogarithmic: false))
      try Self.check(first, last, step, title)
      ends = .numbers(lower: first, upper: last, step)
      if words.count == 3, let lower = DecimalNumber(lower.trimmingSpaces),
        let upper = DecimalNumber(words[0]),
        let step = DecimalNumber(words[2].trimmingPrefix(while: { "x×".contains($0) }).asText)
      {
        written = Written(lower: lower, upper: upper, step: step)
      }
    }
  }

  private static func check<Number>(
    _ lower: Number, _ upper: Number, _ step: Step<Number>, _ title: String
  ) throws(SweepError) {
    guard lower <= upper else {
      throw SweepError("\(title) ends before it begins", explanation: "write the lower end first")
    }
    switch step {
    case .difference(let difference) where difference <= 0:
      throw SweepError("the step of \(title) is \(difference); it must be above 0")
    case .factor(let factor) where factor <= 1:
      throw SweepError("the factor of \(title) is \(factor); it must be above 1")
    case .factor where lower <= 0, .none(isLogarithmic: true) where lower <= 0:
      throw SweepError(
        "\(title) begins at \(lower)",
        explanation: "a range with a factor, or a logarithmic one, begins above 0")
    default: break
    }
  }

  /// What is drawn from; `nil` for a range with steps.
  ///
  /// - Parameter drawsWhole: Whether all whole numbers of a range are drawn from too.
  func sampled(drawsWhole: Bool) -> SampledRange? {
    switch ends {
    case .whole(let lower, let upper, .none(let isLogarithmic)):
      return SampledRange(
        lower: Double(lower), upper: Double(upper), isLogarithmic: isLogarithmic,
        whole: lower...upper)
    case .whole(let lower, let upper, .difference(1)) where drawsWhole:
      return SampledRange(
        lower: Double(lower), upper: Double(upper), isLogarithmic: false, whole: lower...upper)
    case .numbers(let lower, let upper, .none(let isLogarithmic)):
      return SampledRange(lower: lower, upper: upper, isLogarithmic: isLogarithmic)
    default: return nil
    }
  }

  /// The values from the lower end on, the upper one included where a step meets it.
  func values() throws(SweepError) -> [String] {
    switch ends {
    case .whole(let lower, let upper, let step):
      return try collect(from: lower, through: upper) { value, _ in
        switch step {
        case .difference(let difference):
          let (sum, overflows) = value.addingReportingOverflow(difference)
          return overflows ? nil : sum
        case .factor(let factor):
          let (product, overflows) = value.multipliedReportingOverflow(by: factor)
          return overflows ? nil : product
        case .none: return nil
        }
      }
    case .numbers(let lower, let upper, .difference(let difference)):
      if let written, let values = try sums(written) { return values }
      return try collect(from: lower, through: upper) { _, index in
        let next = lower + Double(index) * difference
        // What a step misses of the end by rounding errors, it meets.
        return (next - upper).magnitude <= difference * 1e-6 ? upper : next
      }
    case .numbers(let lower, let upper, .factor(let factor)):
      var product = written?.lower
      return try collect(from: lower, through: upper) { value, _ in
        if let written { product = product?.multiplied(by: written.step) }
        let next = product?.number ?? value * factor
        return (next - upper).magnitude <= upper.magnitude * 1e-9 ? upper : next
      }
    case .numbers(let lower, _, .none): return ["\(lower)"]
    }
  }

  /// The numbers from the lower end on in steps, each with all the digits of its sum; `nil` where
  /// these are too many to count with.
  private func sums(_ written: Written) throws(SweepError) -> [String]? {
    let exponent = min(written.lower.exponent, written.upper.exponent, written.step.exponent)
    guard let lower = written.lower.digits(at: exponent),
      let upper = written.upper.digits(at: exponent), let step = written.step.digits(at: exponent)
    else { return nil }
    let sums = try collect(from: lower, through: upper) { value, _ in
      let (sum, overflows) = value.addingReportingOverflow(step)
      return overflows ? nil : sum
    }
    return sums.compactMap { Double("\($0)e\(exponent)") }.map { "\($0)" }
  }

  /// The values from one on, each made of the one before and its own place, up to another.
  private func collect<Number: Comparable>(
    from lower: Number, through upper: Number, _ next: (Number, Int) -> Number?
  ) throws(SweepError) -> [String] {
    var values: [String] = []
    var value: Number? = lower
    while let present = value, present <= upper {
      values.append("\(present)")
      guard values.count <= SweepValues.limit else {
        throw SweepError("\(title) has more than \(SweepValues.limit) values")
      }
      value = present < upper ? next(present, values.count) : nil
    }
    return values
  }
}

extension Substring {
  fileprivate var asText: String { String(self) }
}
