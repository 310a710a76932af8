/// One of KaTeX's fonts, and the classes of markup that ask for it.
struct KatexFont {
  var file: String
  var classes: [Substring]

  private static let all = [
    KatexFont(file: "KaTeX_Main-Regular", classes: ["katex"]),
    KatexFont(file: "KaTeX_Main-Bold", classes: ["mathbf", "textbf"]),
    KatexFont(file: "KaTeX_Main-Italic", classes: ["mathit", "textit"]),
    KatexFont(file: "KaTeX_Math-Italic", classes: ["mathnormal"]),
    KatexFont(file: "KaTeX_Math-BoldItalic", classes: ["boldsymbol"]),
    KatexFont(file: "KaTeX_AMS-Regular", classes: ["mathbb", "textbb", "amsrm"]),
    KatexFont(file: "KaTeX_Caligraphic-Regular", classes: ["mathcal"]),
    KatexFont(file: "KaTeX_Fraktur-Regular", classes: ["mathfrak", "textfrak"]),
    KatexFont(file: "KaTeX_Fraktur-Bold", classes: ["mathboldfrak", "textboldfrak"]),
    KatexFont(file: "KaTeX_Script-Regular", classes: ["mathscr", "textscr"]),
    KatexFont(file: "KaTeX_SansSerif-Regular", classes: ["mathsf", "textsf"]),
    KatexFont(file: "KaTeX_SansSerif-Bold", classes: ["mathboldsf", "textboldsf"]),
    KatexFont(file: "KaTeX_SansSerif-Italic", classes: ["mathsfit", "mathitsf", "textitsf"]),
    KatexFont(file: "KaTeX_Typewriter-Regular", classes: ["mathtt", "texttt"]),
    KatexFont(file: "KaTeX_Size1-Regular", classes: ["small-op", "size1", "delim-size1"]),
    KatexFont(file: "KaTeX_Size2-Regular", classes: ["large-op", "size2"]),
    KatexFont(file: "KaTeX_Size3-Regular", classes: ["size3"]),
    KatexFont(file: "KaTeX_Size4-Regular", classes: ["size4", "delim-size4"]),
  ]

  /// The fonts that markup with these classes needs.
  static func used(by classes: Set<Substring>) -> [KatexFont] {
    let hasDelimiters = classes.contains("delimsizing")
    return all.filter { font in
      font.classes.contains { name in
        // `size1` … mean fonts on delimiters only, and font sizes elsewhere.
        classes.contains(name) && (!name.hasPrefix("size") || hasDelimiters)
      }
    }
  }

  /// The rule that embeds the font.
  func rule(base64: String) -> String {
    let parts = file.split(separator: "-")
    let weight = parts[1].hasPrefix("Bold") ? "700" : "400"
    let style = parts[1].hasSuffix("Italic") ? "italic" : "normal"
    return """
      @font-face{font-family:\(parts[0]);font-weight:\(weight);font-style:\(style);\
      src:url(data:font/woff2;base64,\(base64)) format("woff2")}

      """
  }

  /// A style sheet without its `@font-face` rules, which point at files.
  static func withoutFontFaces(_ css: String) -> String {
    var result = ""
    var rest = css[...]
    while let start = rest.firstRange(of: "@font-face") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { return result }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
