/// The identifiers that the elements of one page bear, each of them once.
final class PageIdentifiers {
  private var taken: Set<String> = []
  /// Identifiers of elements that are still to come, which nobody else may have.
  private var reserved: Set<String>
  private var repetitions: [String: Int] = [:]

  /// - Parameter reserved: the note's own names for headings, figures and the like.
  init(reserved: Set<String>) { self.reserved = reserved }

  /// The identifier for the element it is reserved for; `nil` where one before has it.
  func take(_ identifier: String) -> String? {
    taken.insert(identifier).inserted ? identifier : nil
  }

  /// The identifier, with a number behind it where another element has it or is to have it.
  func unused(_ wanted: String) -> String {
    var candidate = wanted
    while reserved.contains(candidate) || !taken.insert(candidate).inserted {
      repetitions[wanted, default: 1] += 1
      candidate = "\(wanted)-\(repetitions[wanted, default: 1])"
    }
    return candidate
  }
}
