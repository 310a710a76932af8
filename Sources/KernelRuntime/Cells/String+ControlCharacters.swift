internal import NotebookDisplay

extension String {
  /// The text of a value as a page shows it: without the sequences with which programs set
  /// colours, links and titles on a terminal, and with its other control characters as Swift
  /// writes them in source code, such as `\0`, so that nothing of it is lost. Tabs and line ends
  /// stay; `\r\n` is one.
  var shownValue: String {
    guard unicodeScalars.contains(where: Self.isControl) else { return self }
    var shown = ""
    for character in self {
      if character == "\r\n" {
        shown += "\n"
      } else {
        for scalar in character.unicodeScalars {
          if Self.isControl(scalar) && !Self.isOfTerminals(scalar) {
            shown += scalar.escaped(asASCII: true)
          } else {
            shown.unicodeScalars.append(scalar)
          }
        }
      }
    }
    return TerminalText.settled(shown)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
  }

  /// Whether it begins or ends a sequence, or rings the bell.
  private static func isOfTerminals(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{1B}", "\u{7}", "\u{9B}", "\u{90}", "\u{98}", "\u{9C}", "\u{9D}", "\u{9E}", "\u{9F}":
      true
    default: false
    }
  }
}
