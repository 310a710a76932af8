internal import CDuktape

/// Texts in and out of the JavaScript engine, which keeps characters beyond U+FFFF as surrogate
/// pairs, each half as three bytes (CESU-8), and all others as UTF-8.
extension KatexEngine {
  /// Puts a text on the engine's stack.
  func push(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      if bytes.contains(where: { $0 >= 0xF0 }) {
        Self.surrogatePairs(of: bytes).withUnsafeBufferPointer { push($0) }
      } else {
        push(bytes)
      }
    }
  }

  private func push(_ bytes: UnsafeBufferPointer<UInt8>) {
    bytes.withMemoryRebound(to: CChar.self) {
      _ = duk_push_lstring(heap, $0.baseAddress, $0.count)
    }
  }

  /// Takes a text off the engine's stack.
  func takeString() -> String {
    defer { duk_pop(heap) }
    var length = 0
    guard let start = duk_safe_to_lstring(heap, -1, &length) else { return "" }
    let bytes = UnsafeRawBufferPointer(start: start, count: length)
    // Only halves of surrogate pairs begin with 0xED and a byte from 0xA0 on.
    var index = 0
    while index + 1 < length {
      if bytes[index] == 0xED, bytes[index + 1] >= 0xA0 { return Self.joiningPairs(in: bytes) }
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func surrogatePairs(of text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    for unit in String(decoding: text, as: UTF8.self).utf16 {
      switch unit {
      case 0..<0x80: bytes.append(UInt8(unit))
      case 0x80..<0x800: bytes += [0xC0 | UInt8(unit >> 6), 0x80 | UInt8(unit & 0x3F)]
      default:
        bytes += [
          0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 0x3F), 0x80 | UInt8(unit & 0x3F),
        ]
      }
    }
    return bytes
  }

  private static func joiningPairs(in bytes: UnsafeRawBufferPointer) -> String {
    var units: [UInt16] = []
    var index = 0
    while index < bytes.count {
      let byte = UInt16(bytes[index])
      if byte < 0x80 {
        units.append(byte)
        index += 1
      } else if byte < 0xE0, index + 1 < bytes.count {
        units.append((byte & 0x1F) << 6 | UInt16(bytes[index + 1] & 0x3F))
        index += 2
      } else if index + 2 < bytes.count {
        let middle = UInt16(bytes[index + 1] & 0x3F) << 6
        units.append((byte & 0x0F) << 12 | middle | UInt16(bytes[index + 2] & 0x3F))
        index += 3
      } else {
        break
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
