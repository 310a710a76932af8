extension Double {
  /// Seconds as a person reads them: "38 ms", "4.2 s", "2 min 4 s".
  var shortSeconds: String {
    guard isFinite else { return "—" }
    if self < 0.0995 { return "\(Int((self * 1000).rounded())) ms" }
    if self < 99.95 { return "\(decimals(self < 9.995 ? 2 : 1)) s" }
    let whole = Int(rounded())
    return "\(whole / 60) min \(whole % 60) s"
  }

  /// The number with four decimals.
  var fourDecimals: String { isFinite ? decimals(4) : "\(self)" }

  private func decimals(_ count: Int) -> String {
    var scale = 1.0
    for _ in 0..<count { scale *= 10 }
    let scaled = Int((magnitude * scale).rounded())
    let fraction = String(scaled % Int(scale))
    let padding = String(repeating: "0", count: count - fraction.count)
    return (self < 0 ? "-" : "") + "\(scaled / Int(scale)).\(padding)\(fraction)"
  }
}
