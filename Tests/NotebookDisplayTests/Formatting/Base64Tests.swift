import Foundation
import Testing

@testable import NotebookDisplay

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
  ])
  func writesAndReadsTheExamplesOfTheStandard(text: String, expected: String) {
    #expect(Base64.text(of: Array(text.utf8)) == expected)
    #expect(Base64.bytes(of: expected) == Array(text.utf8))
  }

  @Test func agreesWithFoundationForEveryLength() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
      let text = Base64.text(of: bytes)
      #expect(text == Data(bytes).base64EncodedString())
      #expect(Base64.bytes(of: text) == bytes)
    }
  }

  @Test(arguments: ["A", "Zg=", "Zg", "Z=g=", "Zm9v====", "Zm9\n", "Zg==Zg==", "ä==="])
  func refusesWhatIsNoBase64(text: String) {
    #expect(Base64.bytes(of: text) == nil)
  }

  @Test func anImageIsWrittenAsTextAndReadBack() throws {
    let image = Image(png: [137, 80, 78, 71, 0, 255], width: 3, height: 2, alternativeText: "dots")
    let data = try JSONEncoder().encode(image)
    #expect(String(decoding: data, as: UTF8.self).contains("\"iVBORwD\\/\""))
    #expect(try JSONDecoder().decode(Image.self, from: data) == image)
    let damaged = String(decoding: data, as: UTF8.self).replacing("iVBOR", with: "iVB#R")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Image.self, from: Data(damaged.utf8))
    }
  }
}
