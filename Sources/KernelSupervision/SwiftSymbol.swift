internal import Glibc

/// Names of functions as they are written in Swift.
enum SwiftSymbol {
  private typealias Demangle =
    @convention(c) (
      UnsafePointer<CChar>?, Int, UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<Int>?, UInt32
    ) -> UnsafeMutablePointer<CChar>?

  /// The Swift runtime's own function, which every Swift program has loaded.
  private static let demangle = dlsym(nil, "swift_demangle").map {
    unsafeBitCast($0, to: Demangle.self)
  }

  /// The name for a linker's symbol, without module, types and specialisations; the symbol itself
  /// where it is none of Swift's.
  static func name(of symbol: String) -> String {
    guard symbol.hasPrefix("$s") || symbol.hasPrefix("$S"),
      let text = demangle?(symbol, symbol.utf8.count, nil, nil, 0)
    else {
      let isCell =
        symbol.hasPrefix("notebook_") || symbol.hasSuffix("_main") || symbol == "main"
      return isCell ? "the cell" : symbol
    }
    defer { free(text) }
    return simplified(String(cString: text))
  }

  /// `Cell3.mean(of: Swift.Array<Swift.Float>) -> Swift.Float` becomes `mean(of:)`.
  private static func simplified(_ text: String) -> String {
    var text = text[...]
    if text.contains("specialization <"), let end = text.firstRange(of: "> of ") {
      text = text[end.upperBound...]
    }
    var name = ""
    var depth = 0
    for character in text {
      if character == "(" || character == "<" { depth += 1 }
      if depth == 0 {
        if character == " " { break }
        name.append(character)
      }
      if character == ")" || character == ">" { depth -= 1 }
    }
    let parts = name.split(separator: ".")
    return parts.dropFirst(parts.count > 1 ? 1 : 0).joined(separator: ".")
  }
}
