internal import JupyterDocuments

/// The cells that have been run, for front ends that offer them again.
struct ExecutionHistory: Sendable {
  private struct Entry {
    var code: String
    var output: String?
  }

  private var entries: [Entry] = []

  /// How many cells have been counted: `In [count]` was the last.
  var count: Int { entries.count }

  /// Counts a cell.
  ///
  /// - Returns: Its number, from 1.
  mutating func add(_ code: String) -> Int {
    entries.append(Entry(code: code))
    return entries.count
  }

  /// Keeps the last value of the latest cell.
  mutating func setOutput(_ text: String?) { entries[entries.count - 1].output = text }

  /// The answer to a `history_request`: of one session, number 1, since nothing outlasts the
  /// kernel.
  func answer(to request: JSONValue) -> JSONValue {
    var found = Array(entries.enumerated())
    switch request["hist_access_type"]?.string {
    case "range":
      let session = request["session"]?.integer ?? 0
      let start = max(request["start"]?.integer ?? 1, 1)
      let stop = request["stop"]?.integer ?? entries.count + 1
      found =
        session == 0 || session == 1
        ? found.filter { ($0.offset + 1) >= start && ($0.offset + 1) < stop } : []
    case "search":
      let pattern = Array(request["pattern"]?.string ?? "*")
      found = found.filter { Self.matches(Array($0.element.code), pattern) }
      if request["unique"]?.boolean ?? false {
        var seen: Set<String> = []
        found = found.reversed().filter { seen.insert($0.element.code).inserted }.reversed()
      }
      if let limit = request["n"]?.integer { found = found.suffix(max(limit, 0)) }
    default:
      if let limit = request["n"]?.integer { found = found.suffix(max(limit, 0)) }
    }
    let wantsOutput = request["output"]?.boolean ?? false
    let history = found.map { number, entry -> JSONValue in
      let code = JSONValue.string(entry.code)
      let output = entry.output.map { JSONValue.string($0) } ?? .null
      return [1, .integer(number + 1), wantsOutput ? [code, output] : code]
    }
    return ["status": "ok", "history": .array(history)]
  }

  /// Whether a text is what a pattern describes: `*` stands for any text, `?` for one character.
  static func matches(_ text: [Character], _ pattern: [Character]) -> Bool {
    // The place after the last `*`, and the text that it does not stand for yet.
    var (place, mark) = (0, 0)
    var star: Int?
    var next = 0
    while place < text.count {
      if next < pattern.count, pattern[next] == "*" {
        star = next
        mark = place
        next += 1
      } else if next < pattern.count, pattern[next] == "?" || pattern[next] == text[place] {
        place += 1
        next += 1
      } else if let star {
        next = star + 1
        mark += 1
        place = mark
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == "*" }
  }
}
