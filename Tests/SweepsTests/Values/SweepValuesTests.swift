import NotebookDocument
import Testing

@testable import Sweeps

@Suite struct SweepValuesTests {
  private func values(_ text: String, _ declared: Parameter.Value) throws -> [String] {
    guard case .list(let values) = try SweepValues(text, of: "p", declared: declared) else {
      return ["a range to draw from"]
    }
    return values
  }

  @Test(arguments: [
    ("1...6", ["1", "2", "3", "4", "5", "6"]),
    ("1...10 by 4", ["1", "5", "9"]),
    ("-2...2 by 2", ["-2", "0", "2"]),
    ("1...1000 by x10", ["1", "10", "100", "1000"]),
    ("3", ["3"]),
    ("7, 5, 9...10", ["7", "5", "9", "10"]),
    ("007", ["7"]),
  ]) func wholeNumbers(text: String, expected: [String]) throws {
    #expect(try values(text, .integer(0)) == expected)
  }

  @Test(arguments: [
    ("0.1,0.01", ["0.1", "0.01"]),
    (
      "0...1 by 0.1", ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"]
    ),
    ("0.001...1 by x10", ["0.001", "0.01", "0.1", "1.0"]),
    ("0.0001...0.1 by ×10", ["0.0001", "0.001", "0.01", "0.1"]),
    ("1...8 by x2", ["1.0", "2.0", "4.0", "8.0"]),
    ("0.10,1e-3", ["0.1", "0.001"]),
    ("1...2 by 0.4", ["1.0", "1.4", "1.8"]),
  ]) func numbersWithoutRoundingErrors(text: String, expected: [String]) throws {
    #expect(try values(text, .number(0)) == expected)
  }

  @Test func textsKeepCommasAndDotsWithinQuotationMarks() throws {
    #expect(try values("sgd,'a, b',1...3", .text("")) == ["sgd", "a, b", "1...3"])
    #expect(try values(#""say ""hi""",x"#, .text("")) == [#"say "hi""#, "x"])
    #expect(
      try values(#""he said ""a, b""",x, 'it''s'"#, .text("")) == [#"he said "a, b""#, "x", "it's"])
    #expect(try values(" it's, \" spaced \" ", .text("")) == ["it's", " spaced "])
    #expect(try values("true,false", .boolean(true)) == ["true", "false"])
  }

  @Test func aRangeWithoutStepsIsDrawnFrom() throws {
    let range = try SweepValues("0.001...1 log", of: "p", declared: .number(0))
    #expect(
      range
        == .range(SampledRange(lower: 0.001, upper: 1, isLogarithmic: true, isWhole: false)))
    #expect(try values("0.5...1", .number(0)) == ["a range to draw from"])
  }

  @Test(arguments: [
    ("1,2,1", "'p' has the value '1' twice"),
    ("1.5", "'p' is a whole number and cannot be '1.5'"),
    ("6...1", "6...1 of 'p' ends before it begins"),
    ("1...6 by 0", "the step of 1...6 of 'p' is 0; it must be above 0"),
    ("1...6 by x1", "the factor of 1...6 of 'p' is 1; it must be above 1"),
    ("0...6 by x2", "0...6 of 'p' begins at 0"),
    ("1...6 in 2", "'1...6 in 2' of 'p' is no range"),
    ("1...", "'' in a range of 'p' is no whole number"),
    ("1...1000000", "1...1000000 of 'p' has more than 10000 values"),
    ("", "'p' is a whole number and cannot be ''"),
    ("1,\"2", "the values of 'p' cannot be told apart: a quotation mark is not closed"),
    (
      "\"1\"2",
      "the values of 'p' cannot be told apart: expected a separator after the quotation mark, got 2"
    ),
  ]) func whatIsWrongIsSaid(text: String, message: String) {
    let error = #expect(throws: SweepError.self) { try values(text, .integer(0)) }
    #expect(error?.message == message)
  }

  @Test func numbersThatAreEqualAreOneValue() {
    let error = #expect(throws: SweepError.self) { try values("0.1,0.10", .number(0)) }
    #expect(error?.message == "'p' has the value '0.1' twice")
  }
}
