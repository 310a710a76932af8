/// Writes the numbers of one column, axis or series so that different ones have different texts.
///
/// ```swift
/// let column = NumberColumn([0.99991, 0.99998], format: .automatic)
/// column.text(0.99998)  // "0.99998"
/// ```
struct NumberColumn {
  private enum Style {
    case significant(digits: Int, isGrouped: Bool)
    case percent(decimals: Int)
    case scientific(digits: Int)
    case decimals(Int)
  }

  private let style: Style
  private let format: NumberFormat

  /// - Parameters:
  ///   - values: all numbers of the column; those that are not finite are left out of account.
  ///   - format: a number of decimals that was asked for is kept whatever the numbers are.
  init(_ values: some Sequence<Double>, format: NumberFormat = .automatic) {
    self.format = format
    let sorted = Self.distinct(values)
    let isGrouped = sorted.contains { $0.magnitude >= 1e4 }
    switch format {
    case .decimals(let count): style = .decimals(count)
    case .percent:
      let decimals = Self.fewest(from: 1, to: 15, sorted) {
        NumberText.fixed($0 * 100, decimals: $1)
      }
      style = .percent(decimals: decimals)
    case .scientific:
      let digits = Self.fewest(from: 3, to: 17, sorted) { NumberText.scientific($0, digits: $1) }
      style = .scientific(digits: digits)
    case .automatic:
      // A number that is not whole is not rounded to one that is.
      let least = sorted.map(NumberText.digitsOfShort).max() ?? 4
      let digits = Self.fewest(from: least, to: 17, sorted) { value, digits in
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
    case .percent(let decimals):
      return NumberText.fixed(value * 100, decimals: decimals) + "\u{202F}%"
    case .scientific(let digits): return NumberText.scientific(value, digits: digits)
    case .decimals(let count): return NumberText.fixed(value, decimals: count)
    }
  }

  /// A number with its error, both to the same decimal; of the error two digits count.
  func text(_ value: Double, error: Double?) -> String {
    guard let error, error.isFinite, value.isFinite else { return text(value) }
    let value = value.withoutSinglePrecisionDigits
    let scale = if case .percent = style { 100.0 } else { 1.0 }
    let unit = if case .percent = style { "\u{202F}%" } else { "" }
    if case .scientific = style { return text(value) + " ± " + text(error.magnitude) }
    let magnitude = max(value.magnitude, error.magnitude) * scale
    if case .significant = style, magnitude >= 1e6 || (magnitude < 1e-3 && magnitude > 0) {
      return NumberText.scientific(value) + " ± " + NumberText.scientific(error.magnitude)
    }
    var decimals = 0
    if error != 0 {
      let digits = DecimalDigits(error * scale, significant: 2)
      // Zeros that neither number needs are left out.
      let needed = max(digits.decimals, DecimalDigits(value * scale, significant: 15).decimals)
      decimals = min(max(1 - digits.exponent, 0), needed)
    }
    switch style {
    case .percent(let count): decimals = max(decimals, count)
    case .decimals(let count): decimals = count
    default:
      if error == 0 { decimals = DecimalDigits(value, significant: 4).decimals }
    }
    return NumberText.fixed(value * scale, decimals: decimals) + " ± "
      + NumberText.fixed(error.magnitude * scale, decimals: decimals) + unit
  }

  /// Sorted and without repetitions; numbers that differ by rounding errors count as one.
  private static func distinct(_ values: some Sequence<Double>) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    var result: [Double] = []
    var previous: Double?
    for value in sorted {
      if let previous,
        value == previous
          || value - previous <= 4 * max(value.roundingUnit, previous.roundingUnit)
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
