internal import Tensors

/// Starts a cell's random numbers, which follow from the note's seed and the cell's name alone;
/// called by the code around a cell.
///
/// - Parameter name: The cell's label, else its number.
public func beginCell(_ name: String) { GlobalSeed.begin(name) }

/// Shows the value of a cell's last expression; called by the code around a cell.
public func showLastValue<Value>(_ value: Value) {
  display(value)
}

/// Names the type of a last value that cannot be copied, and so not be looked into.
public func showLastValue<Value: ~Copyable>(_ value: borrowing Value) {
  display("a value of type \(Value.self)")
}

/// Hands over the value of an expression in prose; called by the code around a cell.
///
/// - Parameters:
///   - number: The expression's number in the note, from 0.
///   - value: Its value, which stands on one line in the report.
public func sendInlineValue<Value>(_ number: Int, _ value: Value) {
  let text = ValueText(widthLimit: .max, characterLimit: 1_000).text(for: value)
  DisplaySink.send(.inlineValue(number: number, text: text))
}

/// The value that a parameter of the note has in this run; called by the code around a cell.
///
/// - Precondition: The tool has given the parameter a value, of the type that the note declares.
@inline(never)
public func parameterValue<Value: LosslessStringConvertible>(_ name: String) -> Value {
  guard let value = ParameterValues.current[name].flatMap(Value.init) else {
    fatalError("parameter '\(name)' has no value in this run")
  }
  return value
}
