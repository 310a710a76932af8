/// How a terminal sets a character: its colours by name, weight, slant and lines.
package struct TerminalStyle: Sendable, Hashable {
  /// The eight colours that every terminal has; others stand for the nearest of them.
  package enum Color: UInt8, Sendable {
    case black, red, green, yellow, blue, magenta, cyan, white
  }

  /// `nil`: the colour of plain text.
  package var color: Color?
  /// `nil`: the page's own ground.
  package var background: Color?
  package var isBold = false
  package var isFaint = false
  package var isItalic = false
  package var isUnderlined = false
  package var isReversed = false
  package var isStruck = false

  package init() {}

  /// Does what `ESC[…m` asks for (ECMA-48, SGR; colours beyond the eight as xterm has them). With
  /// other characters among the parameters it asks for something else, as `ESC[>4;1m` for keys.
  mutating func select(_ parameters: String) {
    guard parameters.allSatisfy({ "0123456789:;".contains($0) }) else { return }
    var codes = parameters.split(separator: ";", omittingEmptySubsequences: false)[...]
    while let code = codes.popFirst() {
      let parts = code.split(separator: ":", omittingEmptySubsequences: false)
      let number = Int(parts.first ?? "") ?? 0
      guard number == 38 || number == 48 else {
        select(number, isOff: parts.count > 1 && parts[1] == "0")
        continue
      }
      let color: Color?
      if parts.count > 1 {
        // A colour space may stand before the three parts of a colour.
        let values = parts.dropFirst(2).map { Int($0) ?? 0 }
        color = Color(kind: parts[1], values[...].suffix(parts[1] == "2" ? 3 : 1))
      } else {
        let kind = codes.popFirst() ?? ""
        let count = kind == "2" ? 3 : 1
        color = Color(kind: kind, codes.prefix(count).map { Int($0) ?? 0 }[...])
        codes = codes.dropFirst(count)
      }
      if number == 38 { self.color = color } else { background = color }
    }
  }

  /// - Parameter isOff: `4:0` takes the line away that `4` draws.
  private mutating func select(_ code: Int, isOff: Bool) {
    switch code {
    case 0: self = TerminalStyle()
    case 1: isBold = true
    case 2: isFaint = true
    case 3: isItalic = true
    case 4, 21: isUnderlined = !isOff
    case 7: isReversed = true
    case 9: isStruck = true
    case 22: (isBold, isFaint) = (false, false)
    case 23: isItalic = false
    case 24: isUnderlined = false
    case 27: isReversed = false
    case 29: isStruck = false
    case 30...37: color = Color(rawValue: UInt8(code - 30))
    case 39: color = nil
    case 40...47: background = Color(rawValue: UInt8(code - 40))
    case 49: background = nil
    case 90...97: color = Color(rawValue: UInt8(code - 90))
    case 100...107: background = Color(rawValue: UInt8(code - 100))
    default: break
    }
  }
}

extension TerminalStyle.Color {
  /// The nearest of the eight to one of xterm's 256 (`5`) or to red, green and blue (`2`).
  fileprivate init?(kind: Substring, _ values: ArraySlice<Int>) {
    let values = Array(values)
    switch kind {
    case "5" where values.count == 1:
      switch values[0] {
      case 0...15: self.init(rawValue: UInt8(values[0] % 8))
      case 16...231:
        let place = values[0] - 16
        self.init(red: place / 36, green: place / 6 % 6, blue: place % 6, full: 5)
      case 232...255:
        let gray = values[0] - 232
        self.init(red: gray, green: gray, blue: gray, full: 23)
      default: return nil
      }
    case "2" where values.count == 3:
      self.init(red: values[0], green: values[1], blue: values[2], full: 255)
    default: return nil
    }
  }

  /// The colour whose parts are those that are more than half of the strongest.
  private init?(red: Int, green: Int, blue: Int, full: Int) {
    let strongest = max(red, green, blue)
    guard strongest > full / 4 else {
      self = .black
      return
    }
    let parts = [red, green, blue].enumerated().filter { $0.element > strongest / 2 }
    self.init(rawValue: parts.reduce(0) { $0 | 1 << UInt8($1.offset) })
  }
}
