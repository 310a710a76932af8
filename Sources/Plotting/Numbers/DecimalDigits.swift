#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A finite number as decimal digits and a power of ten: 0.0123 is "123" and −2.
struct DecimalDigits: Equatable {
  var isNegative: Bool
  /// At least one; the first is zero only for the number zero.
  var digits: [UInt8]
  /// The power of ten of the first digit.
  var exponent: Int

  /// Rounds to so many significant digits (1 to 17), half to even on the exact binary value.
  ///
  /// - Precondition: `value` is finite.
  init(_ value: Double, significant: Int) {
    let count = Swift.min(Swift.max(significant, 1), 17)
    self = Self.fromShortest(value, count: count) ?? Self.fromBinary(value, count: count)
  }

  /// The digits that the C library finds, which takes long.
  static func fromBinary(_ value: Double, count: Int) -> DecimalDigits {
    var buffer = [CChar](repeating: 0, count: 64)
    let length = withVaList([CInt(count - 1), value]) { vsnprintf(&buffer, 64, "%.*e", $0) }
    return DecimalDigits(
      reading: buffer.prefix(Swift.max(Int(length), 0)).map { UInt8(bitPattern: $0) })
  }

  /// The digits found by rounding the shortest ones that lead back to the value; `nil` where those
  /// do not tell which way the value itself is rounded.
  ///
  /// No decimal with fewer digits, and none nearer with as many, lies between the value and its
  /// shortest digits. So both are on the same side of the middle between two shorter decimals,
  /// unless the shortest digits are that middle.
  static func fromShortest(_ value: Double, count: Int) -> DecimalDigits? {
    guard value == 0 || value.magnitude > 1e-290 else { return nil }
    var result = DecimalDigits(reading: Array(value.description.utf8)).trimmed
    let surplus = result.digits.count - count
    if surplus <= 0 {
      // Beyond 15 digits a value differs from its shortest ones, unless it is a whole number.
      let isExact = value.magnitude < 9e15 && value == value.rounded(.towardZero)
      guard count <= 15 || isExact else { return nil }
      if value != 0 { result.digits += [UInt8](repeating: 0x30, count: -surplus) }
      return result
    }
    let next = result.digits[count]
    guard next != 0x35 || surplus > 1 else { return nil }
    result.digits.removeLast(surplus)
    if next >= 0x35 { result.increment() }
    return result
  }

  /// Adds one to the last digit and keeps their number.
  private mutating func increment() {
    for index in digits.indices.reversed() {
      if digits[index] < 0x39 {
        digits[index] += 1
        return
      }
      digits[index] = 0x30
    }
    digits[0] = 0x31
    exponent += 1
  }

  /// Reads `-12.5e-3`.
  private init(reading text: [UInt8]) {
    (isNegative, digits) = (false, [])
    var (point, power) = (0, 0)
    var (isPowerNegative, hasPoint, hasPower) = (false, false, false)
    for byte in text {
      switch byte {
      case UInt8(ascii: "-"): if hasPower { isPowerNegative = true } else { isNegative = true }
      case UInt8(ascii: "."): hasPoint = true
      case UInt8(ascii: "e"): hasPower = true
      case 0x30...0x39 where hasPower: power = power * 10 + Int(truncatingIfNeeded: byte - 0x30)
      case 0x30 where digits.isEmpty: if hasPoint { point -= 1 }
      case 0x30...0x39:
        digits.append(byte)
        if !hasPoint { point += 1 }
      default: break
      }
    }
    exponent = point - 1 + (isPowerNegative ? -power : power)
    if digits.isEmpty { (digits, exponent) = ([0x30], 0) }
  }

  /// The same number without zeros at the end.
  var trimmed: DecimalDigits {
    var result = self
    while result.digits.count > 1, result.digits.last == UInt8(ascii: "0") {
      result.digits.removeLast()
    }
    return result
  }

  /// How many digits lie behind the decimal point, without zeros at the end.
  var decimals: Int { Swift.max(trimmed.digits.count - 1 - exponent, 0) }

  /// The number in full, without an exponent.
  ///
  /// - Parameters:
  ///   - decimals: digits behind the point; further ones are zeros.
  ///   - isGrouped: whether commas keep the thousands apart.
  func plain(decimals: Int, isGrouped: Bool) -> String {
    let zero = UInt8(ascii: "0")
    func digit(_ power: Int) -> UInt8 {
      let index = exponent - power
      return digits.indices.contains(index) ? digits[index] : zero
    }
    var text: [UInt8] = []
    for power in stride(from: Swift.max(exponent, 0), through: 0, by: -1) {
      text.append(digit(power))
      if isGrouped, power > 0, power % 3 == 0 { text.append(UInt8(ascii: ",")) }
    }
    if decimals > 0 {
      text.append(UInt8(ascii: "."))
      for place in 1...decimals { text.append(digit(-place)) }
    }
    let isZero = digits.allSatisfy { $0 == zero }
    return (isNegative && !isZero ? NumberText.minus : "") + String(decoding: text, as: UTF8.self)
  }
}
