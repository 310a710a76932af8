/// What stands in braces behind an element, as pandoc writes it: `{#fig-loss .wide width=50%}`.
package struct Attributes: Sendable, Equatable {
  package var identifier: String?
  /// The classes, without their dots; `-` is `unnumbered`.
  package var classes: [String] = []
  /// Keys with their values, in the order they are written.
  package var values: [Value] = []

  package struct Value: Sendable, Equatable {
    package var key: String
    package var text: String
  }

  package init() {}

  /// The value of a key, or `nil` where the key is not given.
  package subscript(key: String) -> String? { values.last { $0.key == key }?.text }

  /// Adds further attributes; of two identifiers the later one holds.
  mutating func merge(_ other: Attributes) {
    identifier = other.identifier ?? identifier
    classes += other.classes
    values += other.values
  }

  package func has(class name: String) -> Bool { classes.contains(name) }

  /// The values that mean the same for every element of HTML: `style`, `title`, `lang`, `dir`.
  package var elementValues: [Value] {
    ["style", "title", "lang", "dir"].compactMap { key in
      self[key].map { Value(key: key, text: $0) }
    }
  }
}

/// A width or height of the page.
package enum Length: Sendable, Equatable, CustomStringConvertible {
  /// CSS pixels, 96 to the inch.
  case pixels(Int)
  /// Of the width of the text.
  case percent(Double)

  /// Reads `300`, `300px`, `50%`, `3cm`, `2in` and the other units of CSS; `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    let number = text.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(number), value > 0, value < 100_000 else { return nil }
    switch text[number.endIndex...].lowercased() {
    case "", "px": self = .pixels(Self.whole(value))
    case "%": self = .percent(value)
    case "in": self = .pixels(Self.whole((value * 96)))
    case "cm": self = .pixels(Self.whole((value * 96 / 2.54)))
    case "mm": self = .pixels(Self.whole((value * 96 / 25.4)))
    case "pt": self = .pixels(Self.whole((value * 96 / 72)))
    case "em", "rem": self = .pixels(Self.whole((value * 16)))
    default: return nil
    }
  }

  /// The nearest whole number; lengths are far from the largest one.
  private static func whole(_ number: Double) -> Int { Int(exactly: number.rounded()) ?? 0 }

  package var description: String {
    switch self {
    case .pixels(let count): "\(count)"
    case .percent(let share): share == share.rounded() ? "\(Self.whole(share))%" : "\(share)%"
    }
  }
}
