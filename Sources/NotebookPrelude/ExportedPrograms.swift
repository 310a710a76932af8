#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The value of code that can throw; an error ends the program with its place. Called where a cell
/// exported as a program gives a variable such a value.
public func valueOrExit<Value>(
  _ body: () throws -> Value, file: String = #fileID, line: Int = #line
) -> Value {
  do {
    return try body()
  } catch {
    print("\(file):\(line): error: \(error)")
    exit(1)
  }
}
