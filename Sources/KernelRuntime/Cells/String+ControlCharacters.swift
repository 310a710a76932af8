extension String {
  /// The text with its control characters as Swift writes them in source code, such as `\0` and
  /// `\u{1B}`, so that a value shows all of what it is. Tabs and line ends stay; `\r\n` is one.
  var showingControlCharacters: String {
    guard unicodeScalars.contains(where: Self.isShown) else { return self }
    var shown = ""
    for character in self {
      if character == "\r\n" {
        shown += "\n"
      } else {
        for scalar in character.unicodeScalars {
          if Self.isShown(scalar) {
            shown += scalar.escaped(asASCII: true)
          } else {
            shown.unicodeScalars.append(scalar)
          }
        }
      }
    }
    return shown
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
  }
}
