/// Writes the numbers of one column, axis or series so that different ones have different texts.
///
/// ```swift
/// let column = NumberColumn([0.99991, 0.99998], format: .automatic)
/// column.text(0.99998)  // "0.99998"
/// ```
struct NumberColumn {
  private indirect enum Style {
    case significant(digits: Int, isGrouped: Bool)
    /// What the decimals would make zero has significant digits instead.
    case percent(decimals: Int, small: NumberColumn)
    case scientific(digits: Int)
    case decimals(Int, small: NumberColumn)
  }

  private let style: Style

  /// - Parameters:
  ///   - values: all numbers of the column; those that are not finite are left out of account.
  ///   - format: a number of decimals is the least; there are more where two numbers would have the
  ///     same text.
  init(_ values: some Sequence<Double>, format: NumberFormat = .automatic) {
    // What is not all of something is not rounded to 100 %.
    let whole = format == .percent ? [1.0] : []
    let sorted = Self.distinct(Array(values) + whole)
    let isGrouped = sorted.contains { $0.magnitude >= 1e4 }
    switch format {
    case .decimals(let count):
      let (decimals, small) = Self.decimals(sorted, least: max(count, 0))
      style = .decimals(decimals, small: small)
    case .percent:
      let (decimals, small) = Self.decimals(sorted.map { $0 * 100 }, least: 1)
      style = .percent(decimals: decimals, small: small)
    case .scientific:
      let digits = Self.fewest(from: 3, to: 17, sorted) { NumberText.scientific($0, digits: $1) }
      style = .scientific(digits: digits)
    case .automatic:
      // A number that is not whole is not rounded to one that is.
      let least = sorted.lazy.filter { $0.magnitude < 1000 }.map(NumberText.digitsOfShort).max()
      let digits = Self.fewest(from: least ?? 4, to: 17, sorted) { value, digits in
        NumberText.significant(value, digits: digits, isGrouped: isGrouped)
      } alsoTells: { left, right, digits in
        // Whole numbers are written in full; beside them, a rounded one would look like another.
        left == left.rounded() && right == right.rounded()
          || NumberText.scientific(left, digits: digits)
            != NumberText.scientific(right, digits: digits)
      }
      style = .significant(digits: digits, isGrouped: isGrouped)
    }
  }

  /// The text of a number of the column.
  func text(_ value: Double) -> String {
    guard value.isFinite else { return NumberText.short(value) }
    let value = value.withoutSinglePrecisionDigits
    switch style {
    case .significant(let digits, let isGrouped):
      return NumberText.significant(
        value, digits: max(digits, NumberText.digitsOfShort(value)), isGrouped: isGrouped)
    case .percent(let decimals, let small):
      return Self.text(value * 100, decimals: decimals, small: small) + "\u{202F}%"
    case .scientific(let digits): return NumberText.scientific(value, digits: digits)
    case .decimals(let count, let small):
      return Self.text(value, decimals: count, small: small)
    }
  }

  /// A number with so many decimals, or with significant digits where they would make it zero.
  private static func text(_ value: Double, decimals: Int, small: NumberColumn) -> String {
    isZero(value, decimals: decimals) && value != 0
      ? small.text(value) : NumberText.fixed(value, decimals: decimals)
  }

  private static func isZero(_ value: Double, decimals: Int) -> Bool {
    NumberText.fixed(value, decimals: decimals) == "0"
  }

  /// The fewest decimals with which neighbours have different texts, and how those are written that
  /// even the least decimals make zero.
  private static func decimals(
    _ sorted: [Double], least: Int
  ) -> (decimals: Int, small: NumberColumn) {
    var (decimals, previous) = (least, -1)
    // With more decimals, numbers that were zero can become alike.
    while decimals != previous {
      previous = decimals
      decimals = fewest(from: decimals, to: 15, sorted) { value, decimals in
        let text = NumberText.fixed(value, decimals: decimals)
        return text == "0" ? value.description : text
      }
    }
    return (decimals, NumberColumn(sorted.filter { isZero($0, decimals: decimals) }))
  }

  /// A number with its error, both to the same decimal; of the error two digits count.
  func text(_ value: Double, error: Double?) -> String {
    guard let error, error.isFinite, value.isFinite else { return text(value) }
    let value = value.withoutSinglePrecisionDigits
    let scale = if case .percent = style { 100.0 } else { 1.0 }
    let unit = if case .percent = style { "\u{202F}%" } else { "" }
    let magnitude = max(value.magnitude, error.magnitude) * scale
    let isLong = error.magnitude >= 1e6 || magnitude >= 1e15
    let isScientific =
      switch style {
      case .scientific: true
      case .significant: isLong || (magnitude < 1e-3 && magnitude > 0)
      case .percent, .decimals: false
      }
    if isScientific {
      return error == 0 ? text(value) + " ± 0" : Self.scientific(value, error: error.magnitude)
    }
    var decimals = 0
    if error != 0 {
      let digits = DecimalDigits(error * scale, significant: 2)
      // Zeros that neither number needs are left out.
      let needed = max(digits.decimals, DecimalDigits(value * scale, significant: 15).decimals)
      decimals = min(max(1 - digits.exponent, 0), needed)
    }
    switch style {
    case .percent(let count, _): decimals = max(decimals, count)
    case .decimals(let count, _):
      let isLost = error != 0 && Self.isZero(error, decimals: count)
      decimals = isLost ? max(decimals, count) : count
    default:
      if error == 0 {
        decimals = DecimalDigits(value, significant: NumberText.digitsOfShort(value)).decimals
      }
    }
    return NumberText.fixed(value * scale, decimals: decimals) + " ± "
      + NumberText.fixed(error.magnitude * scale, decimals: decimals) + unit
  }

  /// Both with a power of ten, the value up to the second digit of its error.
  private static func scientific(_ value: Double, error: Double) -> String {
    let (first, last) = (
      DecimalDigits(value, significant: 1).exponent, DecimalDigits(error, significant: 2).exponent
    )
    let digits = value == 0 ? 1 : min(max(first - last + 2, 1), 17)
    return NumberText.scientific(value, digits: digits) + " ± "
      + NumberText.scientific(error, digits: 2)
  }

  /// Sorted and without repetitions; numbers that differ by rounding errors count as one.
  private static func distinct(_ values: some Sequence<Double>) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    var result: [Double] = []
    var previous: Double?
    for value in sorted {
      if let previous,
        value == previous
          || !(value.isExactInteger && previous.isExactInteger)
            && value - previous <= 4 * max(value.roundingUnit, previous.roundingUnit)
      {
        continue
      }
      previous = value
      let meant = value.withoutSinglePrecisionDigits
      if result.last != meant { result.append(meant) }
    }
    return result
  }

  /// The fewest digits with which neighbours have different texts.
  private static func fewest(
    from least: Int, to most: Int, _ sorted: [Double], _ text: (Double, Int) -> String,
    alsoTells areApart: (Double, Double, Int) -> Bool = { _, _, _ in true }
  ) -> Int {
    var digits = least
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      while digits < most,
        text(left, digits) == text(right, digits) || !areApart(left, right, digits)
      {
        digits += 1
      }
    }
    return digits
  }
}
