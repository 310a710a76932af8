import Testing

@testable import NeuralNetworks

@Suite struct ContentDigestTests {
  private func digest(_ parts: [[UInt8]]) -> String {
    var digest = ContentDigest()
    for part in parts { part.withUnsafeBytes { digest.combine($0) } }
    return digest.hexadecimal
  }

  @Test func everyBitOfEveryLengthCounts() {
    var seen: Set<String> = []
    var count = 0
    for length in 0...150 {
      var bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      seen.insert(digest([bytes]))
      count += 1
      for bit in 0..<(length * 8) {
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        seen.insert(digest([bytes]))
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        count += 1
      }
    }
    #expect(seen.count == count)
  }

  @Test func zerosOfEveryLengthDiffer() {
    #expect(Set((0...4096).map { digest([Array(repeating: 0, count: $0)]) }).count == 4097)
  }

  @Test func partsAreNotTheSameAsTheWhole() {
    #expect(digest([[1, 2], [3]]) != digest([[1], [2, 3]]))
    #expect(digest([[1, 2, 3]]) != digest([[1, 2, 3], []]))
    #expect(digest([[], [1]]) != digest([[1], []]))
  }

  @Test func isTheSameInEveryProcess() {
    var digest = ContentDigest()
    digest.combine("notebook")
    #expect(digest.hexadecimal.count == 32)
    #expect(digest.hexadecimal == Self.ofNotebook)
  }

  /// As it was when the format of kept trainings was fixed.
  private static let ofNotebook = "3e65329e6a6d81e14574f9c29e49c452"
}
