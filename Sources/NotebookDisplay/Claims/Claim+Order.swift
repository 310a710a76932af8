/// States that a value lies above another, and shows both.
///
/// ```swift
/// claim("normalization helps", after.accuracy, isAbove: before.accuracy)
/// ```
public func claim<Value: Comparable>(
  _ sentence: String, _ value: Value, isAbove bound: Value, line: Int = #line
) {
  let holds = value > bound
  sendClaim(
    sentence, holds, value, expectation: "more than \(description(of: bound, isRounded: holds))",
    line: line)
}

/// States that a value lies below another, and shows both.
///
/// ```swift
/// claim("an epoch costs at most twice as much", ratio, isBelow: 2)
/// ```
public func claim<Value: Comparable>(
  _ sentence: String, _ value: Value, isBelow bound: Value, line: Int = #line
) {
  let holds = value < bound
  sendClaim(
    sentence, holds, value, expectation: "less than \(description(of: bound, isRounded: holds))",
    line: line)
}

/// States that a value is another or more, and shows both.
public func claim<Value: Comparable>(
  _ sentence: String, _ value: Value, isAtLeast bound: Value, line: Int = #line
) {
  let holds = value >= bound
  sendClaim(
    sentence, holds, value, expectation: "at least \(description(of: bound, isRounded: holds))",
    line: line)
}

/// States that a value is another or less, and shows both.
public func claim<Value: Comparable>(
  _ sentence: String, _ value: Value, isAtMost bound: Value, line: Int = #line
) {
  let holds = value <= bound
  sendClaim(
    sentence, holds, value, expectation: "at most \(description(of: bound, isRounded: holds))",
    line: line)
}
