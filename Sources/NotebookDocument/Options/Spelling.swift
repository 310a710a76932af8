/// Suggestions for misspelt names.
package enum Spelling {
  /// The name nearest to `word`, if it is near enough to be meant.
  package static func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let limit = max(1, word.count / 3)
    // One is the other's beginning: 'fig-caption' is 'fig-cap'.
    let longer = names.filter { $0.count > 3 && (word.hasPrefix($0) || $0.hasPrefix(word)) }
    if word.count > 3, let nearest = longer.max(by: { $0.count < $1.count }) { return nearest }
    let near = names.map { (name: $0, distance: distance(word.lowercased(), $0.lowercased())) }
      .filter { $0.distance <= limit }
    return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// How many letters must be put in, left out, replaced or swapped with their neighbour.
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.unicodeScalars)
    let b = Array(b.unicodeScalars)
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    guard a.count < 100, b.count < 100 else { return .max }
    var rows = [[Int]](repeating: Array(0...b.count), count: a.count + 1)
    for i in 1...a.count {
      rows[i][0] = i
      for j in 1...b.count {
        let replacing = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        rows[i][j] = min(replacing, rows[i - 1][j] + 1, rows[i][j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
        }
      }
    }
    return rows[a.count][b.count]
  }
}
