extension NumberFormat {
  /// A duration with about three significant digits: `85 ms`, `2.4 s`, `2 min 4 s`, `1 h 3 min`,
  /// `12 days`; `unknown` for a negative one and for one that is not a number.
  package static func duration(seconds: Double) -> String {
    guard seconds >= 0 else { return "unknown" }
    if seconds < 0.9995 { return "\(Int(clamping: (seconds * 1000).rounded())) ms" }
    if seconds < 59.95 { return "\(tenths(seconds)) s" }
    let whole = Int(clamping: seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    if whole < 48 * 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    let days = whole / 86_400
    return days <= 365 ? "\(days) days" : "more than a year"
  }

  /// A measured time with four significant digits in the unit that suits it: `35.2 µs`, `4.123 s`,
  /// `-124.1 s`.
  package static func measured(_ duration: Duration) -> String {
    let seconds = duration.seconds
    guard seconds != 0 else { return "0 s" }
    let units = [(1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")]
    let (size, unit) = units.first { seconds.magnitude >= $0.0 * 0.99995 } ?? units[3]
    return "\(plain((seconds / size).rounded(toSignificantDigits: 4))) \(unit)"
  }

  /// A number without the `.0` of a whole one.
  private static func plain(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number of bytes in decimal units: `1 byte`, `512 bytes`, `3.2 MB`, `2 GB`.
  package static func byteCount(_ count: Int) -> String {
    guard count.magnitude >= 1000 else { return "\(count) \(count == 1 ? "byte" : "bytes")" }
    var value = Double(count)
    var unit = "bytes"
    for larger in ["kB", "MB", "GB", "TB", "PB", "EB"]
    where value.magnitude >= 999.95 || unit == "bytes" {
      value /= 1000
      unit = larger
    }
    return "\(tenths(value)) \(unit)"
  }

  /// An ISO 8601 moment without its letters and fractions: `2026-11-21 09:05 +01:00`.
  package static func moment(_ iso: String) -> String {
    let parts = iso.split(separator: "T", maxSplits: 1)
    guard parts.count == 2 else { return iso }
    let time = parts[1]
    let zone = time.drop { $0.isNumber || $0 == ":" || $0 == "." }
    return "\(parts[0]) \(time.prefix(5))" + (zone == "Z" ? " UTC" : zone.isEmpty ? "" : " \(zone)")
  }

  /// One decimal, and none where it is zero.
  private static func tenths(_ number: Double) -> String {
    let text = fixed(number, decimals: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
