/// A named colour with its value on a light and on a dark page.
///
/// Charts and pages only ever name tokens, through CSS variables, so that one file serves light,
/// dark and print.
package struct ColorToken: Sendable, Equatable {
  /// The CSS variable's name without the two dashes.
  package var name: String
  package var light: String
  package var dark: String

  package init(_ name: String, light: String, dark: String) {
    self.name = name
    self.light = light
    self.dark = dark
  }
}

extension ColorToken {
  /// Every token, interface colours first.
  package static let all =
    interface + seriesLines + seriesText + sequential + sequentialText + diverging + divergingText

  /// The page: ground, text, captions, axes, rules, links and states.
  package static let interface = [
    ColorToken("bg", light: "#ffffff", dark: "#14171c"),
    ColorToken("ink", light: "#1b1f24", dark: "#e6e9ee"),
    ColorToken("muted", light: "#57606a", dark: "#a3adb8"),
    ColorToken("axis", light: "#6e7681", dark: "#8b949e"),
    ColorToken("grid", light: "#e4e7eb", dark: "#2b3138"),
    ColorToken("code", light: "#f6f8fa", dark: "#1b2027"),
    ColorToken("rule", light: "#d0d7de", dark: "#343b44"),
    ColorToken("link", light: "#0b57d0", dark: "#8ab4ff"),
    ColorToken("error", light: "#b3261e", dark: "#ff8a80"),
    ColorToken("warning", light: "#8a5a00", dark: "#f0b429"),
    ColorToken("ok", light: "#1a7f37", dark: "#5bd17f"),
  ]

  /// Lines and areas of series 1 to 8: at least 3:1 on the page, told apart by colour-blind
  /// readers.
  package static let seriesLines = numbered(
    "s", from: 1,
    light: [
      "#4466df", "#e56e0f", "#0a6645", "#b63377", "#0099b8", "#7c5f00", "#5a02be", "#37393c",
    ], dark: seriesOnDark)

  /// Text in the colour of series 1 to 8: at least 4.5:1.
  package static let seriesText = numbered(
    "t", from: 1,
    light: [
      "#4466df", "#c55100", "#0a6645", "#b63377", "#007f9d", "#7c5f00", "#5a02be", "#37393c",
    ], dark: seriesOnDark)

  /// Magnitudes in nine steps; the lowest lies next to the page's colour in both modes.
  package static let sequential = numbered(
    "q", from: 0,
    light: [
      "#f2f6fb", "#bfdfff", "#92c5ff", "#6caafb", "#4c8fec", "#3474d6", "#225bbb", "#17439b",
      "#112e77",
    ],
    dark: [
      "#1b1e24", "#213351", "#264a7b", "#2d63a1", "#3c7fc3", "#519ade", "#71b7f2", "#9ad3ff",
      "#cbedff",
    ])

  /// Text on the sequential steps.
  package static let sequentialText = inks(
    "qt", light: [.dark, .dark, .dark, .dark, .dark, .light, .light, .light, .light],
    dark: [.light, .light, .light, .light, .dark, .dark, .dark, .dark, .dark])

  /// Signed values in nine steps around the page's colour.
  package static let diverging = numbered(
    "d", from: 0,
    light: [
      "#0a3f86", "#2a67bd", "#6d9adc", "#b5ccef", "#f5f3f2", "#eebfa5", "#de844f", "#b0540e",
      "#7b3702",
    ],
    dark: [
      "#b7dbff", "#70aff4", "#3f84cc", "#254971", "#262322", "#673b1e", "#bb682f", "#e6803a",
      "#febe97",
    ])

  /// Text on the diverging steps.
  package static let divergingText = inks(
    "dt", light: [.light, .light, .dark, .dark, .dark, .dark, .dark, .light, .light],
    dark: [.dark, .dark, .dark, .light, .light, .light, .dark, .dark, .dark])

  private static let seriesOnDark = [
    "#90aef9", "#f47000", "#36ad6a", "#cf7db9", "#69e9fa", "#fdcc61", "#9168f1", "#b5b4b5",
  ]

  private enum Ink { case dark, light }

  private static func inks(_ prefix: String, light: [Ink], dark: [Ink]) -> [ColorToken] {
    numbered(
      prefix, from: 0, light: light.map { $0 == .dark ? "#111418" : "#ffffff" },
      dark: dark.map { $0 == .dark ? "#0e1116" : "#f2f4f8" })
  }

  private static func numbered(
    _ prefix: String, from first: Int, light: [String], dark: [String]
  ) -> [ColorToken] {
    zip(light, dark).enumerated().map { index, colors in
      ColorToken("\(prefix)\(first + index)", light: colors.0, dark: colors.1)
    }
  }
}
