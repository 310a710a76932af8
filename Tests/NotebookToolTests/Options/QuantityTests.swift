import Testing

@testable import NotebookCommands

@Suite struct QuantityTests {
  @Test(arguments: [
    ("1048576", 1 << 20), ("500M", 500 << 20), ("2G", 2 << 30), ("2GiB", 2 << 30), ("2gb", 2 << 30),
    ("1.5K", 1536), ("10B", 10), ("1T", 1 << 40),
  ])
  func readsBytes(text: String, bytes: Int) {
    #expect(ByteCount(argument: text)?.bytes == bytes)
  }

  @Test(arguments: ["", "G", "-1G", "0", "2X", "1e30", "nan", "inf", "2 G"])
  func refusesWhatIsNoSize(text: String) {
    #expect(ByteCount(argument: text) == nil)
  }

  @Test(arguments: [("30", 30.0), ("1.5s", 1.5), ("2m", 120), ("1H", 3600)])
  func readsSeconds(text: String, seconds: Double) {
    #expect(Seconds(argument: text)?.value == seconds)
  }

  @Test(arguments: ["", "s", "-3", "0", "1d", "inf", "nan", "1e308h"])
  func refusesWhatIsNoTime(text: String) {
    #expect(Seconds(argument: text) == nil)
  }
}
