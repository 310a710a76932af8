internal import ArgumentParser
internal import NotebookDisplay

/// A size as people write it: `500M`, `2G`, `2GiB`, `1048576`.
struct ByteCount: ExpressibleByArgument, Sendable, Equatable {
  var bytes: Int

  init?(argument: String) {
    var text = argument.uppercased()[...]
    for ending in ["IB", "B"] where text.hasSuffix(ending) {
      text = text.dropLast(ending.count)
      break
    }
    var factor = 1
    if let unit = text.last, let power = ["K", "M", "G", "T"].firstIndex(of: String(unit)) {
      factor = 1 << (10 * (power + 1))
      text = text.dropLast()
    }
    guard let number = Double(text), number > 0, number * Double(factor) < 1e15 else { return nil }
    bytes = Int(clamping: number * Double(factor))
  }
}

/// Seconds as people write them: `30`, `1.5s`, `2m`, `1h`.
struct Seconds: ExpressibleByArgument, Sendable, Equatable {
  var value: Double

  init?(argument: String) {
    var text = argument.lowercased()[...]
    var factor = 1.0
    if let unit = text.last, let scale = ["s": 1.0, "m": 60, "h": 3600][String(unit)] {
      factor = scale
      text = text.dropLast()
    }
    guard let number = Double(text), number > 0, (number * factor).isFinite else { return nil }
    value = number * factor
  }
}
