import Testing

@testable import NotebookDisplay

/// A million numbers of every magnitude, the special ones among them, in every form in which the
/// tool shows numbers.
@Suite struct AnyNumberTests {
  private static let count = 1_000_000

  /// Bits at random, and between them numbers near powers of ten and near integers, where rounding
  /// has to carry.
  private struct Numbers: Sequence, IteratorProtocol {
    var made = 0

    mutating func next() -> Double? {
      guard made < AnyNumberTests.count else { return nil }
      made += 1
      switch made % 8 {
      case 0: return Double(Int.random(in: -100_000...100_000)) + [0, 0.5, 1e-12].randomElement()!
      case 1:
        var number = 1.0
        for _ in 0..<Int.random(in: 0...22) { number *= 10 }
        return [number, 1 / number, -number, number.nextDown, number.nextUp].randomElement()!
      case 2:
        return [
          0, -0.0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
          9.995, 0.9995, 59.95, 999.95, 1e15,
        ].randomElement()!
      case 3: return Double.random(in: -1000...1000)
      default: return Double(bitPattern: .random(in: 0 ... .max))
      }
    }
  }

  /// What is shown of an infinite number, or of one that is none, whatever its sign and payload.
  private func notFinite(_ number: Double) -> String { number.isNaN ? "nan" : "\(number)" }

  /// The numbers for which something is not so; a few of them, for the message.
  private func exceptions(_ isSo: (Double) -> Bool) -> [Double] {
    var found: [Double] = []
    for number in Numbers() where !isSo(number) {
      found.append(number)
      if found.count == 3 { break }
    }
    return found
  }

  @Test func fixedDecimalsAreWithinHalfAUnitOfTheLastOne() {
    let wrong = exceptions { number in
      let decimals = Int(number.bitPattern % 10)
      let text = NumberFormat.fixed(number, decimals: decimals)
      guard number.isFinite else { return text == notFinite(number) }
      guard let shown = Double(text) else { return false }
      var unit = 1.0
      for _ in 0..<decimals { unit /= 10 }
      let difference = (shown - number).magnitude
      return difference <= unit * 0.5000001 || difference <= number.magnitude * 0.005
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func threeDigitsAreWithinHalfAPercent() {
    let wrong = exceptions { number in
      let text = NumberFormat.short(number)
      guard number.isFinite, number != 0 else {
        return text == (number == 0 ? "\(number)" : notFinite(number))
      }
      guard let shown = Double(text) else { return false }
      let error = (shown - number).magnitude
      return error <= number.magnitude * 0.005 || number.magnitude < 1e-305
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func durationsHaveAUnitOrAreUnknown() {
    let wrong = exceptions { seconds in
      let text = NumberFormat.duration(seconds: seconds)
      guard seconds >= 0 else { return text == "unknown" }
      return text == "more than a year"
        || ["ms", "s", "min", "h", "days"].contains { text.hasSuffix(" \($0)") }
          && text.first?.isNumber == true
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func percentagesAndCountsAndValuesAreShown() {
    let wrong = exceptions { number in
      let percent = number.percent
      let whole = Int(bitPattern: UInt(truncatingIfNeeded: number.bitPattern))
      let grouped = NumberFormat.grouped(whole).filter { $0 != "," }
      return (number.isFinite ? percent.hasSuffix("%") : percent == notFinite(number))
        && Int(grouped) == whole && !NumberFormat.byteCount(whole).isEmpty
        && !NumberFormat.count(whole, "line").isEmpty
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func valuesAreShownWithAllTheirDigits() {
    for number in Numbers().lazy.prefix(100_000) {
      let text = ValueText().text(for: number)
      if Double(text)?.bitPattern != number.bitPattern, !number.isNaN {
        Issue.record("\(number) is shown as \(text)")
        return
      }
    }
  }
}
