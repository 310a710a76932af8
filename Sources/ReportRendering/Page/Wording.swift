/// Moments as people read them.
enum Wording {
  /// An ISO 8601 moment without its letters and fractions: `2026-11-21 09:05 +01:00`.
  static func moment(_ iso: String) -> String {
    let parts = iso.split(separator: "T", maxSplits: 1)
    guard parts.count == 2 else { return iso }
    let time = parts[1]
    let zone = time.drop { $0.isNumber || $0 == ":" || $0 == "." }
    return "\(parts[0]) \(time.prefix(5))" + (zone == "Z" ? " UTC" : zone.isEmpty ? "" : " \(zone)")
  }
}
