/// What is wrong with the arguments of an operation: one sentence that names the operation as it
/// was written, what it expected, what came, and what to do.
public struct TensorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The sentence.
  public let message: String
  /// The index that was outside, if that is what is wrong.
  package let indexOutside: IndexOutside?

  /// An error with its sentence.
  public init(_ message: String) {
    self.message = message
    indexOutside = nil
  }

  /// That an index is outside.
  ///
  /// - Parameter example: The number of the example it belongs to, where that is known.
  package init(_ indexOutside: IndexOutside, example: Int? = nil) {
    message = indexOutside.sentence(example: example)
    self.indexOutside = indexOutside
  }

  public var description: String { message }
}

/// Ends the program with a sentence, as the caller's mistake: the one place where tensor operations
/// trap. The runtime prints `file:line: Fatal error: message` to standard error.
package func stop(
  _ message: String, file: StaticString = #fileID, line: UInt = #line
) -> Never {
  fatalError(PassScope.remarked(message), file: file, line: line)
}

/// Ends the program with a sentence unless a condition holds. Optimised code keeps the sentence,
/// which that of `precondition` loses.
package func require(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) {
  if !condition { stop(message(), file: file, line: line) }
}

/// The value of `body`, or the end of the program with the error's sentence at the caller's line.
func orStop<Value>(
  _ file: StaticString, _ line: UInt, _ body: () throws(TensorError) -> Value
) -> Value {
  do {
    return try body()
  } catch {
    stop(error.message, file: file, line: line)
  }
}
