/// Compiling a cell came to nothing for a reason that is not in the note: the compiler crashed, a
/// disk is full.
package struct CompilerFailure: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
