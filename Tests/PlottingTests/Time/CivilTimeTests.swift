import Foundation
import Testing

@testable import Plotting

@Suite struct CivilTimeTests {
  @Test(arguments: [
    ("1970-01-01", 0.0), ("1970-01-01T00:01", 60), ("2024-02-29", 1_709_164_800),
    ("2024-03-01 12:30:05.25Z", 1_709_296_205.25), ("2024-03-01T12:30+02:00", 1_709_289_000),
    ("2024-03", 1_709_251_200), ("1969-12-31T23:59:59", -1), ("1582-10-15", -12_219_292_800),
  ])
  func readsDates(text: String, seconds: Double) {
    #expect(CivilTime(text)?.secondsSince1970 == seconds)
  }

  @Test(arguments: [
    "Monday", "2024-13-01", "2023-02-29", "2024-04-31", "2024-01-01T24:00", "01.02.2024", "",
    "2024-01-01T12", "2024-1-1",
  ])
  func refusesWhatIsNoDate(text: String) {
    #expect(CivilTime(text) == nil)
  }

  @Test func agreesWithFoundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    var random = Randomness(seed: 3)
    for _ in 0..<2000 {
      let seconds = (random.next() * 8e9 - 4e9).rounded()
      let parts = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: seconds))
      let time = CivilTime(secondsSince1970: seconds)
      #expect(time.year == parts.year && time.month == parts.month && time.day == parts.day)
      let ofDay = (parts.hour ?? 0) * 3600 + (parts.minute ?? 0) * 60 + (parts.second ?? 0)
      #expect(time.seconds == Double(ofDay))
      #expect(time.secondsSince1970 == seconds)
    }
  }

  @Test func writesAsMuchAsATimeHas() {
    func text(_ seconds: Double) -> String { CivilTime(secondsSince1970: seconds).text }
    #expect(text(0) == "1970-01-01")
    #expect(text(3600) == "1970-01-01 01:00")
    #expect(text(3605.25) == "1970-01-01 01:00:05.25")
  }
}

@Suite struct TimeTickTests {
  private func labels(_ from: String, _ to: String, count: Int = 6) -> [String] {
    guard let start = CivilTime(from), let end = CivilTime(to) else { return [] }
    return AxisTicks.time(start.secondsSince1970...end.secondsSince1970, count: count)
      .labels.map(\.plain)
  }

  @Test func ticksAtRoundTimes() {
    #expect(
      labels("2024-01-01", "2024-12-31") == ["Jan 2024", "Mar", "May", "Jul", "Sep", "Nov"])
    #expect(labels("2019-06-01", "2024-06-01") == ["2020", "2021", "2022", "2023", "2024"])
    #expect(
      labels("2024-03-01T00:00", "2024-03-01T15:00", count: 5)
        == ["1 Mar 00:00", "03:00", "06:00", "09:00", "12:00", "15:00"])
    #expect(
      labels("2024-03-01T23:59:50", "2024-03-02T00:00:10")
        == ["1 Mar 23:59:50", "23:59:55", "2 Mar 00:00", "00:00:05", "00:00:10"])
    #expect(labels("2023-12-30", "2024-01-02").contains("1 Jan 2024 00:00"))
  }

  @Test func survivesAnyDomain() {
    for domain in [-1e300...1e300, 0...1e-300, 1e17...1.0001e17, -1e13...1e13, 0...1e-5] {
      let ticks = AxisTicks.time(domain, count: 5)
      #expect(ticks.values.count == ticks.labels.count && ticks.values.count >= 2, "\(domain)")
    }
  }
}
