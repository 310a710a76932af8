import NotebookDisplay
import Testing

@Suite struct TerminalTextTests {
  private static let esc = "\u{1B}"

  @Test(arguments: [
    ("10 %\r20 %\rdone\nnext", "done\nnext"), ("a\r\nb\r\n", "a\nb\n"),
    ("long line\rabc\(esc)[K", "abc"), ("\(esc)[31mred\(esc)[0m \(esc)[1;2Hx", "red x"),
    ("ab\u{8}c", "ac"), ("abcdef\rxy", "xycdef"), ("\(esc)[", ""), ("\(esc)", ""),
    ("a\(esc)[3Db", "b"), ("ab\(esc)[2Cc", "ab  c"), ("abc\(esc)[1Gx", "xbc"),
    ("abc\r\(esc)[2Kx", "x"), ("trailing blank ", "trailing blank "),
  ])
  func doesWhatATerminalDoesToALine(text: String, settled: String) {
    #expect(TerminalText.settled(text) == settled)
  }

  @Test func movesBetweenRows() {
    let bars = "one  0 %\ntwo  0 %\n\(Self.esc)[2Aone 50 %\n\(Self.esc)[Btwo done"
    #expect(TerminalText.settled(bars) == "one 50 %\ntwo  0 %\ntwo done")
    #expect(TerminalText.settled("a\nb\nc\(Self.esc)[2A\r\(Self.esc)[Jx") == "x")
    #expect(TerminalText.settled("a\(Self.esc)[9999999Ab") == "ab")
  }

  @Test(arguments: [
    (
      "\(esc)]8;;https://example.org/doc\(esc)\\manual\(esc)]8;;\(esc)\\ is online",
      "manual is online"
    ),
    ("\(esc)]8;;https://example.org/w\u{7}warning W12\(esc)]8;;\u{7} raised", "warning W12 raised"),
    ("\(esc)(B\(esc)[1;31mred\(esc)[0m\(esc)(B text", "red text"),
    ("\(esc)]0;window title\u{7}plain-MARK", "plain-MARK"), ("ring\u{7}", "ring"),
    ("\(esc)Pq#0\nbits\(esc)\\picture", "picture"), ("\(esc)_Gapplication\(esc)\\x", "x"),
    ("\u{9B}31mred\u{9D}0;title\u{9C} text", "red text"), ("\(esc)7saved\(esc)8", "saved"),
    ("\(esc)%Gutf8\(esc)#8", "utf8"), ("\u{E}shift\u{F}", "shift"), ("nul\0", "nul"),
  ])
  func leavesNothingOfSequences(text: String, settled: String) {
    #expect(TerminalText.settled(text) == settled)
  }

  @Test(arguments: ["\(esc)[>4;1m", "\(esc)[?4m", "\(esc)[0 m"])
  func keepsTheStyleOverSequencesThatAreNotAboutIt(sequence: String) {
    let rows = TerminalText.rows(of: "\(Self.esc)[1;31mred\(sequence)red")
    #expect(rows.count == 1 && rows[0].map(\.text) == ["redred"])
    #expect(rows[0].first?.style.color == .red && rows[0].first?.style.isBold == true)
  }

  @Test func hidesNoMoreThanItsLineBehindALinkWithoutAnEnd() {
    #expect(TerminalText.settled("a\(Self.esc)]8;;https://x\nb") == "a\nb")
  }

  @Test func leavesOtherTextAsItIs() {
    for text in ["", "plain", "tab\tand\nline\n\n", "Größe 𝄞 é ·", "\u{A0}no-break"] {
      #expect(TerminalText.settled(text) == text)
    }
  }

  @Test func takesAMebibyteOfProgressInAMoment() {
    let text = String(repeating: "\rloss 0.1234 \(Self.esc)[32m✓\(Self.esc)[0m", count: 40_000)
    let start = ContinuousClock.now
    #expect(TerminalText.settled(text) == "loss 0.1234 ✓")
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
