import NotebookDocument

@testable import CellCompilation

/// Code with the places marked where diagnostics are expected: `1️⃣` stands before the place.
struct MarkedSource {
  let code: String
  /// 1-based line within the code and column in bytes, by marker number.
  let places: [Int: Place]

  struct Place: Equatable, CustomStringConvertible {
    var line: Int
    var column: Int
    var description: String { "\(line):\(column)" }
  }

  private static let markers: [Character] = ["1️⃣", "2️⃣", "3️⃣", "4️⃣"]

  init(_ marked: String) {
    var code = ""
    var places: [Int: Place] = [:]
    for character in marked {
      if let number = Self.markers.firstIndex(of: character) {
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        places[number + 1] = Place(line: lines.count, column: (lines.last?.utf8.count ?? 0) + 1)
      } else {
        code.append(character)
      }
    }
    self.code = code
    self.places = places
  }
}
