internal import Synchronization

/// Leads from the lines that compiled cells carry to those of the note.
///
/// A compiled cell counts its lines from a number of its own, whatever stands above it in the note:
/// it stays as it is when it only moves. Lines below ``stride`` are the note's already.
package struct NoteLines: Codable, Sendable, Equatable {
  /// The numbers that each piece of code has for its lines.
  package static let stride = 100_000

  /// For each piece of code, by its number from 1, the note's line of its first line.
  private var firstLines: [Int: Int] = [:]

  package init() {}

  /// Gives a piece of code its numbers.
  ///
  /// - Returns: The number that the compiler gets for the first line.
  package mutating func add(_ piece: Int, firstLine: Int) -> Int {
    firstLines[piece] = firstLine
    return piece * Self.stride + 1
  }

  /// The note's line for a line of compiled code.
  package func line(_ compiled: Int) -> Int {
    let (piece, offset) = compiled.quotientAndRemainder(dividingBy: Self.stride)
    return firstLines[piece].map { $0 + offset - 1 } ?? compiled
  }

  /// The lines of the note whose cells run in this process.
  package static var current: NoteLines {
    get { shared.withLock(\.self) }
    set { shared.withLock { $0 = newValue } }
  }

  private static let shared = Mutex(NoteLines())
}
