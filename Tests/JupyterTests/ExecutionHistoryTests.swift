import JupyterDocuments
import Testing

@testable import JupyterKernel

@Suite struct ExecutionHistoryTests {
  private var history: ExecutionHistory {
    var history = ExecutionHistory()
    for (code, output) in [("let x = 1", nil), ("x + 1", "2"), ("x + 2", "3"), ("x + 1", "2")] {
      _ = history.add(code)
      history.setOutput(output)
    }
    return history
  }

  private func codes(_ request: JSONValue) -> [String] {
    history.answer(to: request)["history"]?.array?.compactMap { $0.array?[2].string } ?? []
  }

  @Test func offersTheLatestCells() {
    #expect(codes(["hist_access_type": "tail", "n": 2]) == ["x + 2", "x + 1"])
    #expect(codes(["hist_access_type": "tail", "n": -1]) == [])
    #expect(codes(["hist_access_type": "tail"]).count == 4)
  }

  @Test func offersARange() {
    let range: JSONValue = ["hist_access_type": "range", "session": 1, "start": 2, "stop": 4]
    #expect(codes(range) == ["x + 1", "x + 2"])
    #expect(codes(["hist_access_type": "range", "session": 7]) == [])
  }

  @Test func searchesByPattern() {
    #expect(codes(["hist_access_type": "search", "pattern": "x*1"]) == ["x + 1", "x + 1"])
    #expect(codes(["hist_access_type": "search", "pattern": "x*1", "unique": true]) == ["x + 1"])
    #expect(codes(["hist_access_type": "search", "pattern": "x ? ?", "n": 1]) == ["x + 1"])
    #expect(codes(["hist_access_type": "search", "pattern": "*=*"]) == ["let x = 1"])
  }

  @Test func givesTheValuesWhereTheyAreWanted() {
    let answer = history.answer(to: ["hist_access_type": "tail", "n": 4, "output": true])
    #expect(answer["history"]?.array?.first == [1, 1, ["let x = 1", .null]])
    #expect(answer["history"]?.array?.last == [1, 4, ["x + 1", "2"]])
  }

  @Test(arguments: [
    ("", "", true), ("abc", "*", true), ("abc", "a*c", true), ("abc", "a*b", false),
    ("aXbXc", "a*b*c", true), ("abc", "???", true), ("abc", "??", false), ("", "?", false),
    ("aaab", "a*ab", true), ("a*b", "a*b", true),
  ])
  func matchesPatterns(text: String, pattern: String, isMatch: Bool) {
    #expect(ExecutionHistory.matches(Array(text), Array(pattern)) == isMatch)
  }
}
