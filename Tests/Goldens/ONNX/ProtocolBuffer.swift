/// A message of Google's protocol buffers, as far as ONNX files need it.
struct ProtocolBuffer {
  /// A field's value: a number, or bytes that a message, a string or packed numbers are in.
  enum Value {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  struct Malformed: Error {}

  private var fields: [Int: [Value]] = [:]

  init(_ bytes: ArraySlice<UInt8>) throws {
    var rest = bytes
    while !rest.isEmpty {
      let key = try Self.variable(&rest)
      let value: Value
      switch key & 7 {
      case 0: value = .number(try Self.variable(&rest))
      case 1: value = .number(Self.integer(try Self.take(8, &rest)))
      case 2: value = .bytes(try Self.take(Int(try Self.variable(&rest)), &rest))
      case 5: value = .number(Self.integer(try Self.take(4, &rest)))
      default: throw Malformed()
      }
      fields[Int(key >> 3), default: []].append(value)
    }
  }

  /// The messages in a repeated field.
  func messages(_ field: Int) throws -> [ProtocolBuffer] {
    try bytes(field).map { try ProtocolBuffer($0) }
  }

  /// The strings in a repeated field.
  func strings(_ field: Int) -> [String] {
    bytes(field).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes in a repeated field.
  func bytes(_ field: Int) -> [ArraySlice<UInt8>] {
    fields[field, default: []].compactMap { if case .bytes(let bytes) = $0 { bytes } else { nil } }
  }

  /// The whole numbers in a repeated field, packed or not.
  func integers(_ field: Int) throws -> [Int] {
    try fields[field, default: []].flatMap { value -> [Int] in
      switch value {
      case .number(let number): return [Int(truncatingIfNeeded: number)]
      case .bytes(var rest):
        var numbers: [Int] = []
        while !rest.isEmpty { numbers.append(Int(truncatingIfNeeded: try Self.variable(&rest))) }
        return numbers
      }
    }
  }

  /// The floats in a repeated field, packed or not.
  func floats(_ field: Int) -> [Float] {
    fields[field, default: []].flatMap { value -> [Float] in
      switch value {
      case .number(let number): [Float(bitPattern: UInt32(truncatingIfNeeded: number))]
      case .bytes(let bytes): Self.numbers(bytes, UInt32.self).map { Float(bitPattern: $0) }
      }
    }
  }

  /// Numbers that lie one after another, the lowest byte first.
  static func numbers<Number: FixedWidthInteger>(
    _ bytes: ArraySlice<UInt8>, _ type: Number.Type
  ) -> [Number] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: Number.bitWidth / 8).map {
      Number(truncatingIfNeeded: integer(bytes[$0..<min($0 + Number.bitWidth / 8, bytes.endIndex)]))
    }
  }

  private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func variable(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw Malformed() }
      result |= UInt64(byte & 127) << UInt64(shift)
      if byte < 128 { return result }
    }
    throw Malformed()
  }

  private static func take(
    _ count: Int, _ rest: inout ArraySlice<UInt8>
  ) throws -> ArraySlice<UInt8> {
    guard count >= 0, count <= rest.count else { throw Malformed() }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
