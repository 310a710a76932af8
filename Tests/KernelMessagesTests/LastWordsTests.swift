import Testing

@testable import KernelMessages

@Suite struct LastWordsTests {
  private func bytes(_ words: [UInt64]) -> [UInt8] {
    words.withUnsafeBytes { Array($0) }
  }

  private var whole: [UInt8] {
    let map = Array("55-66 r-xp 0 0 0 /a".utf8)
    return bytes([LastWords.Kind.signal.rawValue, 11, 1, 64, 0x1000, 1])
      + bytes([LastWords.Kind.memoryMap.rawValue, UInt64(map.count)]) + map + [0, 0, 0, 0, 0]
      + bytes([LastWords.Kind.frames.rawValue, 2, 0x2000, 0x3000])
      + bytes([LastWords.Kind.exit.rawValue, 3])
  }

  @Test func readsAllRecords() {
    let words = LastWords(bytes: whole)
    #expect(
      words.signal
        == LastWords.Signal(
          number: 11, code: 1, address: 64, programCounter: 0x1000, isStackOverflow: true))
    #expect(words.frames == [0x2000, 0x3000])
    #expect(words.exitStatus == 3)
    #expect(words.memoryMap == "55-66 r-xp 0 0 0 /a")
  }

  @Test func takesWhatIsWholeWhereverItEnds() {
    let full = LastWords(bytes: whole)
    for count in 0...whole.count {
      let words = LastWords(bytes: Array(whole.prefix(count)))
      #expect(words.signal == nil || words.signal == full.signal)
      #expect(words.frames.isEmpty || words.frames == full.frames)
      #expect(full.memoryMap.hasPrefix(words.memoryMap))
    }
  }

  @Test func survivesNonsense() {
    let kind = LastWords.Kind.frames.rawValue
    #expect(LastWords(bytes: bytes([kind, .max, 1])).frames.isEmpty)
    #expect(LastWords(bytes: bytes([LastWords.Kind.memoryMap.rawValue, .max])).memoryMap.isEmpty)
    #expect(LastWords(bytes: Array(repeating: 255, count: 99)) == LastWords())
  }
}
