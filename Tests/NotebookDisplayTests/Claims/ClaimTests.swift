import Testing

@testable import NotebookDisplay

@Suite struct ClaimTests {
  private func claims(_ body: () -> Void) -> [Claim] {
    DisplaySink.events(from: body).compactMap {
      if case .claim(let claim) = $0 { claim } else { nil }
    }
  }

  @Test func keepsLineAndSentence() {
    let line = #line + 1
    let found = claims { claim("it is so", 1 + 1 == 2) }
    #expect(found == [Claim(sentence: "it is so", holds: true, line: line)])
  }

  @Test func showsBothValues() {
    let found = claims {
      claim("a", 0.857, isWithin: 0.82...0.84)
      claim("b", 3, isAbove: 3)
      claim("c", 3, isAtLeast: 3)
      claim("d", 2.5, isBelow: 2)
      claim("e", 2, isAtMost: 2)
      claim("f", "x", equals: "y")
      claim("g", Float(1.5), equals: 1.25, within: 0.25)
    }
    #expect(found.map(\.holds) == [false, false, true, false, true, false, true])
    #expect(
      found.map(\.detail) == [
        "0.857, expected 0.82...0.84", "3, expected more than 3", "3, expected at least 3",
        "2.5, expected less than 2.0", "2, expected at most 2", "x, expected y",
        "1.5, expected 1.25 ± 0.25",
      ])
  }

  @Test func timesHaveTheirUnit() {
    let found = claims {
      claim("a", Duration.milliseconds(1500), isBelow: .seconds(2))
      claim("b", Duration.milliseconds(1500), isAtMost: .seconds(1))
      claim("c", Duration.seconds(2) / .seconds(4), isBelow: 1)
    }
    #expect(found.map(\.value) == [1.5, 1.5, 0.5])
    #expect(found.map(\.unit) == ["s", "s", nil])
    #expect(
      found.map(\.detail) == [
        "1.5 s, expected less than 2 s", "1.5 seconds, expected at most 1.0 seconds",
        "0.5, expected less than 1.0",
      ])
  }

  @Test func recordedTimesAreInSeconds() {
    let notices = DisplaySink.events {
      record("epoch", Duration.milliseconds(250))
      record("loss", 0.5)
      record("steps", 3)
    }.compactMap { if case .notice(.figure(let figure)) = $0 { figure } else { nil } }
    #expect(
      notices == [
        RecordedFigure(name: "epoch", value: 0.25, unit: "s"),
        RecordedFigure(name: "loss", value: 0.5), RecordedFigure(name: "steps", value: 3),
      ])
    #expect(notices.map(\.title) == ["epoch (s)", "loss", "steps"])
  }

  @Test func findsNothingNearNotANumber() {
    let found = claims {
      claim("a", Double.nan, isWithin: -1...1)
      claim("b", Double.nan, equals: .nan, within: 1)
      claim("c", Double.nan, isAtLeast: 0)
      claim("d", Double.infinity, equals: .infinity, within: 0)
      claim("e", [1, Double.nan], equals: [1, 2], within: 10)
    }
    #expect(found.map(\.holds) == [false, false, false, true, false])
  }

  @Test func namesWhereListsDiffer() {
    let found = claims {
      claim("a", [1.0, 2, 3], equals: [1, 2.5, 4], within: 0.25)
      claim("b", [1.0], equals: [1, 2], within: 1)
      claim("c", [1.0, 2], equals: [1.5, 2], within: 0.5)
    }
    #expect(found.map(\.holds) == [false, false, true])
    #expect(
      found.map(\.detail) == [
        "2.0 at index 1, expected 2.5 ± 0.25", "1 numbers, expected 2",
        "greatest difference 0.5, expected at most 0.5",
      ])
  }
}
