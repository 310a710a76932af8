/// Amounts as people read them.
enum Wording {
  /// `85 ms`, `2.4 s`, `2 min 4 s`, `1 h 3 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return "unknown" }
    if seconds < 0.9995 { return "\(Int((seconds * 1_000).rounded())) ms" }
    if seconds < 59.95 { return decimal(seconds) + " s" }
    let whole = Int(min(seconds, 1e12).rounded())
    if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
  }

  private static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// `30.9 MB`
  static func bytes(_ count: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB"]
    var value = Double(count)
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1_000
      unit += 1
    }
    return unit == 0
      ? "\(count) \(count == 1 ? "byte" : "bytes")" : "\(decimal(value)) \(units[unit])"
  }

  /// An ISO 8601 moment without its letters and fractions: `2026-11-21 09:05 +01:00`.
  static func moment(_ iso: String) -> String {
    let parts = iso.split(separator: "T", maxSplits: 1)
    guard parts.count == 2 else { return iso }
    let time = parts[1]
    let zone = time.drop { $0.isNumber || $0 == ":" || $0 == "." }
    return "\(parts[0]) \(time.prefix(5))" + (zone == "Z" ? " UTC" : zone.isEmpty ? "" : " \(zone)")
  }

  /// A count with its noun: `1 line`, `312 lines`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(number == 1 ? noun : noun + "s")"
  }

  /// `109,386`
  static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var index = digits.count - 3
    let first = number < 0 ? 1 : 0
    while index > first {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
      index -= 3
    }
    return digits
  }
}
