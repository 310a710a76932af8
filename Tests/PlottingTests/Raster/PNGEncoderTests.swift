import Testing

@testable import Plotting

@Suite struct PNGEncoderTests {
  /// Decodes what the encoder writes: one dynamic deflate block and the filters 0, 1 and 2.
  private func decode(_ file: [UInt8]) throws -> (width: Int, height: Int, pixels: [UInt8]) {
    #expect(Array(file.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    func number(_ place: Int) -> UInt32 {
      file[place..<(place + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
    var place = 8
    var chunks: [String: [UInt8]] = [:]
    while place < file.count {
      let length = Int(number(place))
      let body = Array(file[(place + 4)..<(place + 8 + length)])
      #expect(number(place + 8 + length) == PNGEncoder.crc32(body))
      chunks[String(decoding: body.prefix(4), as: UTF8.self)] = Array(body.dropFirst(4))
      place += 12 + length
    }
    let header = try #require(chunks["IHDR"])
    let (width, height) = (
      Int(header[3]) + Int(header[2]) << 8, Int(header[7]) + Int(header[6]) << 8
    )
    let channels = header[9] == 0 ? 1 : 3
    let stream = try #require(chunks["IDAT"])
    var inflater = Inflater(Array(stream.dropFirst(2).dropLast(4)))
    let rows = try inflater.inflate()
    let sum = stream.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    #expect(sum == PNGEncoder.adler32(rows))
    var pixels: [UInt8] = []
    var above = [UInt8](repeating: 0, count: width * channels)
    for row in 0..<height {
      let start = row * (width * channels + 1)
      var line = Array(rows[(start + 1)..<(start + 1 + width * channels)])
      for index in line.indices {
        switch rows[start] {
        case 1: line[index] &+= index >= channels ? line[index - channels] : 0
        case 2: line[index] &+= above[index]
        default: break
        }
      }
      pixels += line
      above = line
    }
    return (width, height, pixels)
  }

  @Test(arguments: [(28, 28, 1), (1, 1, 1), (7, 300, 3), (64, 3, 3)])
  func decodesBack(width: Int, height: Int, channels: Int) throws {
    var random = Randomness(seed: 1)
    let pixels = (0..<(width * height * channels)).map { index in
      index % 5 < 2 ? 0 : UInt8(min(max(128 + 40 * random.normal(), 0), 255))
    }
    let back = try decode(
      PNGEncoder.encode(pixels, width: width, height: height, channels: channels))
    #expect(back.width == width && back.height == height)
    #expect(back.pixels == pixels)
  }

  @Test func decodesBackNoiseAndPlainColour() throws {
    var random = Randomness(seed: 2)
    let noise = (0..<40_000).map { _ in UInt8(random.next() * 256) }
    #expect(
      try decode(PNGEncoder.encode(noise, width: 200, height: 200, channels: 1)).pixels == noise)
    let plain = [UInt8](repeating: 7, count: 40_000)
    let file = PNGEncoder.encode(plain, width: 200, height: 200, channels: 1)
    #expect(try decode(file).pixels == plain)
    #expect(file.count < 500)
  }

  @Test func knowsTheChecksumsOfTheStandards() {
    #expect(PNGEncoder.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(PNGEncoder.adler32(Array("Wikipedia".utf8)) == 0x11E6_0398)
  }

  @Test func limitsTheLengthOfCodes() {
    // Fibonacci numbers make the deepest tree there is.
    var frequencies = [1, 1]
    while frequencies.count < 30 { frequencies.append(frequencies.suffix(2).reduce(0, +)) }
    let code = HuffmanCode(frequencies: frequencies, longest: 15)
    #expect(code.lengths.allSatisfy { (1...15).contains($0) })
    #expect(code.lengths.reduce(0.0) { $0 + 1 / Double(1 << $1) } <= 1)
  }
}
