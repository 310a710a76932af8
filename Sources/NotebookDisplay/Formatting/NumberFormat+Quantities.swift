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
