/// Finds repetitions in bytes: the first half of deflate.
enum MatchFinder {
  enum Token: Equatable {
    case literal(UInt8)
    /// The bytes from `distance` back, `length` of them.
    case match(length: Int, distance: Int)
  }

  private static let window = 32_768
  private static let longest = 258
  /// How many earlier places are tried: more would be slower and hardly smaller.
  private static let tries = 48

  static func tokens(_ data: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var heads: [Int: Int] = [:]
    var previous = [Int](repeating: -1, count: data.count)
    func key(_ place: Int) -> Int {
      Int(data[place]) << 16 | Int(data[place + 1]) << 8 | Int(data[place + 2])
    }
    func remember(_ place: Int) {
      guard place + 2 < data.count else { return }
      previous[place] = heads[key(place)] ?? -1
      heads[key(place)] = place
    }
    var place = 0
    while place < data.count {
      var best = (length: 0, distance: 0)
      if place + 2 < data.count {
        let most = min(longest, data.count - place)
        var candidate = heads[key(place)] ?? -1
        var left = tries
        while candidate >= 0, place - candidate <= window, left > 0, best.length < most {
          var length = 0
          while length < most, data[candidate + length] == data[place + length] { length += 1 }
          if length > best.length { best = (length, place - candidate) }
          candidate = previous[candidate]
          left -= 1
        }
      }
      if best.length >= 3 {
        tokens.append(.match(length: best.length, distance: best.distance))
      } else {
        tokens.append(.literal(data[place]))
      }
      let end = place + max(best.length >= 3 ? best.length : 1, 1)
      while place < end {
        remember(place)
        place += 1
      }
    }
    return tokens
  }
}
