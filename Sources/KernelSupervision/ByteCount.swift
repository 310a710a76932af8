/// A number of bytes as readers say it: `512 bytes`, `3.2 MB`.
struct ByteCount: CustomStringConvertible {
  var count: Int

  init(_ count: Int) {
    self.count = count
  }

  var description: String {
    guard count >= 1000 else { return "\(count) bytes" }
    var unit = 1000
    for name in ["kB", "MB", "GB"] {
      let tenths = (count + unit / 20) / (unit / 10)
      if tenths < 10_000 || name == "GB" {
        return tenths % 10 == 0 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
      }
      unit *= 1000
    }
    return "\(count) bytes"
  }
}
