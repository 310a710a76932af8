import NotebookDocument
import Testing

@testable import Sweeps

@Suite struct SweepValuesTests {
  private func values(
    _ text: String, _ declared: Parameter.Value, choices: [Parameter.Value] = []
  ) throws -> [String] {
    let parameter = Parameter(name: "p", value: declared, choices: choices, line: 4)
    guard case .list(let values) = try SweepValues(text, of: parameter) else {
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
    ("1000000000...1000000002", ["1000000000", "1000000001", "1000000002"]),
    ("9007199254740992...9007199254740994 by 2", ["9007199254740992", "9007199254740994"]),
    ("20261129000001...20261129000003 by 2", ["20261129000001", "20261129000003"]),
    ("9223372036854775806...9223372036854775807", ["9223372036854775806", "9223372036854775807"]),
    ("1...9223372036854775807 by x1000000000", ["1", "1000000000", "1000000000000000000"]),
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
    ("0.1234567890123456...0.3 by 0.1", ["0.1234567890123456", "0.2234567890123456"]),
    ("1000000000...1000000001 by 0.5", ["1000000000.0", "1000000000.5", "1000000001.0"]),
    ("100...100.0000002 by 0.0000001", ["100.0", "100.0000001", "100.0000002"]),
    ("1e300...1e302 by x10", ["1e+300", "1e+301", "1e+302"]),
    ("0.1...0.3 by 0.1", ["0.1", "0.2", "0.3"]),
    ("0.3...0.9 by 3e-1", ["0.3", "0.6", "0.9"]),
    ("-0.3...0 by 0.1", ["-0.3", "-0.2", "-0.1", "0.0"]),
    ("0...1 by 0.3333333", ["0.0", "0.3333333", "0.6666666", "0.9999999"]),
    // Of the ends, the last digit of the other would be lost.
    ("1e-30...1e20 by 5e19", ["1e-30", "5e+19", "1e+20"]),
    (
      "0.1234567890123456...0.5 by x2",
      ["0.1234567890123456", "0.2469135780246912", "0.4938271560493824"]
    ),
    (
      "0.1...0.4 by x1.1",
      [
        "0.1", "0.11", "0.121", "0.1331", "0.14641", "0.161051", "0.1771561", "0.19487171",
        "0.214358881", "0.2357947691", "0.25937424601", "0.285311670611", "0.3138428376721",
        "0.34522712143931", "0.379749833583241",
      ]
    ),
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
    let range = try SweepValues(
      "0.001...1 log", of: Parameter(name: "p", value: .number(0), line: 4))
    #expect(
      range
        == .range(SampledRange(lower: 0.001, upper: 1, isLogarithmic: true)))
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

  @Test func valuesAreChoicesWhereTheNoteDeclaresThem() throws {
    let kinds: [Parameter.Value] = [.text("plain"), .text("fancy")]
    #expect(try values("fancy,plain", .text("plain"), choices: kinds) == ["fancy", "plain"])
    let odd = #expect(throws: SweepError.self) {
      try values("plain,fency", .text("plain"), choices: kinds)
    }
    #expect(odd?.message == "'p' cannot be 'fency'")
    #expect(odd?.explanation == "did you mean 'fancy'? its choices are plain, fancy")
    let sizes: [Parameter.Value] = [.integer(1), .integer(2), .integer(4)]
    #expect(try values("1...4 by x2", .integer(1), choices: sizes) == ["1", "2", "4"])
    let between = #expect(throws: SweepError.self) {
      try values("1...4", .integer(1), choices: sizes)
    }
    #expect(between?.message == "'p' cannot be '3'")
    let rates: [Parameter.Value] = [.number(0.1), .number(1)]
    let drawn = #expect(throws: SweepError.self) {
      try values("0.1...1 log", .number(1), choices: rates)
    }
    #expect(drawn?.message == "'p' has choices and is not drawn from the range '0.1...1 log'")
    #expect(drawn?.explanation == "list them: -P p=0.1,1.0")
  }

  @Test(arguments: ["1e400", "-1e400", "1e-400", "0.1,0.0e0,1e-400", "0x1p-2000", "nan", "inf"])
  func numbersBeyondTheRangeAreRefused(text: String) {
    let last = text.split(separator: ",").last ?? ""
    let alone = #expect(throws: SweepError.self) { try values(text, .number(0)) }
    #expect(alone?.message == "'p' is a number and cannot be '\(last)'")
    let range = #expect(throws: SweepError.self) { try values("\(last)...1 by 0.1", .number(0)) }
    #expect(range?.message == "'\(last)' in a range of 'p' is no number")
  }

  @Test func numbersThatAreEqualAreOneValue() {
    let error = #expect(throws: SweepError.self) { try values("0.1,0.10", .number(0)) }
    #expect(error?.message == "'p' has the value '0.1' twice")
  }

  /// Neither the width nor the quotient of the ends is a number.
  @Test func theWidestRangesAreDrawnFrom() throws {
    let line = SampledRange(lower: -1e308, upper: 1e308, isLogarithmic: false)
    #expect([0.0, 0.25, 0.5].map(line.value(at:)) == ["-1e+308", "-5e+307", "0.0"])
    let powers = SampledRange(lower: 1e-160, upper: 1e160, isLogarithmic: true)
    #expect([0.0, 0.25, 0.5].map(powers.value(at:)) == ["1e-160", "1e-80", "1.0"])
    let least = SampledRange(lower: 5e-324, upper: 1, isLogarithmic: true)
    #expect(Set([0.1, 0.5, 0.9].map(least.value(at:))).count == 3)
  }
}
