/// States something that the run must show.
///
/// The sentence stands in the report with a mark. A false claim does not stop the cell: all cells
/// run, and then the run as a whole fails.
///
/// ```swift
/// claim("the model has 266,610 parameters", model.parameterCount == 266_610)
/// ```
///
/// - Parameters:
///   - sentence: What is stated, as a reader should see it.
///   - condition: Whether it is so.
public func claim(_ sentence: String, _ condition: Bool, line: Int = #line) {
  DisplaySink.send(.claim(Claim(sentence: sentence, holds: condition, line: line)))
}

/// States that two values are equal, and shows both.
///
/// ```swift
/// claim("ten classes", labels.count, equals: 10)
/// ```
public func claim<Value: Equatable>(
  _ sentence: String, _ value: Value, equals expected: Value, line: Int = #line
) {
  let holds = value == expected
  sendClaim(
    sentence, holds, value, expectation: description(of: expected, isRounded: holds), line: line)
}

/// Sends a claim about a value, with the value and what was expected of it in words.
func sendClaim(
  _ sentence: String, _ holds: Bool, _ value: some Any, expectation: String, line: Int
) {
  let detail = "\(description(of: value, isRounded: holds)), expected \(expectation)"
  let duration = value as? Duration
  DisplaySink.send(
    .claim(
      Claim(
        sentence: sentence, holds: holds, detail: detail,
        value: number(value) ?? duration?.seconds,
        unit: duration.map { _ in Duration.unitOfFigures }, line: line)))
}

/// The value as a number, which may be infinite or not a number; `nil` where it is none.
private func number(_ value: some Any) -> Double? {
  (value as? any BinaryFloatingPoint).map { Double($0) }
    ?? (value as? any BinaryInteger).map { Double($0) }
}

/// A value on one line, short enough to stand in a sentence.
///
/// The numbers of claims that hold are rounded to six significant digits, and times to four; those
/// of false claims keep all their digits, since the difference may be in the last.
func description(of value: some Any, isRounded: Bool = false) -> String {
  if !isRounded, let duration = value as? Duration { return duration.description }
  if isRounded, let number = value as? any BinaryFloatingPoint {
    return Double(number).rounded(toSignificantDigits: 6).description
  }
  return ValueText(widthLimit: .max, characterLimit: 200).text(for: value)
}
