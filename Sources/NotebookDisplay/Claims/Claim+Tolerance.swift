/// States that a value lies in a range, and shows both.
///
/// A value that is not a number lies in no range.
///
/// ```swift
/// claim("training accuracy ends near 83 %", history.accuracy.last!, isWithin: 0.825...0.840)
/// ```
public func claim<Value: Comparable>(
  _ sentence: String, _ value: Value, isWithin range: ClosedRange<Value>, line: Int = #line
) {
  let bounds = "\(description(of: range.lowerBound))...\(description(of: range.upperBound))"
  sendClaim(sentence, range.contains(value), value, expectation: bounds, line: line)
}

/// States that two numbers differ by no more than a tolerance, and shows both.
///
/// ```swift
/// claim("both ways give the same loss", eager, equals: planned, within: 1e-3)
/// ```
///
/// - Parameters:
///   - sentence: What is claimed.
///   - value: The number that came out.
///   - expected: The number that should.
///   - tolerance: The greatest absolute difference, itself included.
public func claim<Value: FloatingPoint>(
  _ sentence: String, _ value: Value, equals expected: Value, within tolerance: Value,
  line: Int = #line
) {
  let holds = isClose(value, expected, tolerance)
  let figure = description(of: expected, isRounded: holds)
  sendClaim(
    sentence, holds, value, expectation: "\(figure) ± \(description(of: tolerance))", line: line)
}

/// States that two lists of numbers have the same length and differ nowhere by more than a
/// tolerance; shows the first place where they differ, or the greatest difference.
///
/// ```swift
/// claim("the same weights", first.weights.values, equals: second.weights.values, within: 1e-6)
/// ```
public func claim<Value: FloatingPoint>(
  _ sentence: String, _ values: [Value], equals expected: [Value], within tolerance: Value,
  line: Int = #line
) {
  let limit = description(of: tolerance)
  var detail: String
  var holds = values.count == expected.count
  if !holds {
    detail = "\(values.count) numbers, expected \(expected.count)"
  } else if let place = values.indices.first(where: {
    !isClose(values[$0], expected[$0], tolerance)
  }) {
    holds = false
    let value = description(of: values[place])
    detail = "\(value) at index \(place), expected \(description(of: expected[place])) ± \(limit)"
  } else {
    let greatest = zip(values, expected).lazy.map { $0 == $1 ? 0 : abs($0 - $1) }.max() ?? 0
    detail =
      "greatest difference \(description(of: greatest, isRounded: true)), expected at most \(limit)"
  }
  DisplaySink.send(
    .claim(Claim(sentence: sentence, holds: holds, detail: detail, line: line)))
}

/// Whether two numbers are near each other; equal infinities are, and nothing is near NaN.
private func isClose<Value: FloatingPoint>(
  _ value: Value, _ expected: Value, _ tolerance: Value
) -> Bool {
  value == expected || abs(value - expected) <= tolerance
}
