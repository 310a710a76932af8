internal import NotebookDisplay

/// A line that the reader types; `nil` where there is no more.
///
/// In Jupyter the front end asks for it. A run of a note has nobody to ask: there is no line.
///
/// ```swift
/// print("How many epochs? ", terminator: "")
/// let epochs = readLine().flatMap { Int($0) } ?? 5
/// ```
///
/// - Parameter strippingNewline: Whether the line comes without its end; so it does by default, as
///   in the standard library.
public func readLine(strippingNewline: Bool = true) -> String? {
  CellInput.line().map { strippingNewline ? $0 : $0 + "\n" }
}
