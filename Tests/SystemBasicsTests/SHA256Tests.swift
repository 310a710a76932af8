import Testing

@testable import SystemBasics

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func agreesWithTheStandard(text: String, checksum: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == checksum)
  }

  @Test func agreesAcrossBlockBoundaries() {
    let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(
      SHA256.hexadecimal(of: million)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func doesNotDependOnThePieces() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for size in [1, 3, 55, 56, 63, 64, 65, 127, 128, 200] {
      var checksum = SHA256()
      for start in stride(from: 0, to: bytes.count, by: size) {
        checksum.add(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(checksum.hexadecimal == SHA256.hexadecimal(of: bytes), "pieces of \(size)")
    }
  }

  @Test func goesOnAfterItWasRead() {
    var checksum = SHA256()
    checksum.add("a".utf8)
    _ = checksum.hexadecimal
    checksum.add("bc".utf8)
    #expect(checksum.hexadecimal == SHA256.hexadecimal(of: "abc".utf8))
  }
}
