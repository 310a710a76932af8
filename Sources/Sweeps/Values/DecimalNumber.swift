/// A number as it is written in decimal digits: steps from it are as exact as they are on paper.
struct DecimalNumber {
  private var digits: Int128
  private(set) var exponent: Int

  /// 10 to the power of 18, more digits than any parameter is written with: products of two such
  /// numbers fit.
  private static let limit: Int128 = 1_000_000_000_000_000_000

  /// Reads `12`, `-0.5` or `1.5e-3`; `nil` for other texts and for more digits than are kept.
  init?(_ text: String) {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    let power = parts.count == 2 ? Int(parts[1]) : 0
    let sides = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, sides.count <= 2, let power, power.magnitude <= 400 else { return nil }
    let fraction = sides.count == 2 ? sides[1] : ""
    guard fraction.allSatisfy(\.isNumber), let digits = Int128(sides[0] + fraction),
      digits.magnitude < Self.limit.magnitude
    else { return nil }
    self.digits = digits
    exponent = power - fraction.count
  }

  /// The nearest number.
  var number: Double { Double("\(digits)e\(exponent)") ?? .nan }

  /// The digits with another exponent, which is not greater; `nil` where they are too many.
  func digits(at exponent: Int) -> Int128? {
    var digits = digits
    for _ in exponent..<self.exponent {
      let (product, overflows) = digits.multipliedReportingOverflow(by: 10)
      guard !overflows else { return nil }
      digits = product
    }
    return digits
  }

  /// The product, rounded to the digits that are kept.
  func multiplied(by other: Self) -> Self {
    var product = self
    product.digits *= other.digits
    product.exponent += other.exponent
    while product.digits.magnitude >= Self.limit.magnitude {
      product.digits = (product.digits + (product.digits < 0 ? -5 : 5)) / 10
      product.exponent += 1
    }
    return product
  }
}
