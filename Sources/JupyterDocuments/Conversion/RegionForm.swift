/// How the text of a markdown or raw cell stands between the two comments of its region.
struct RegionForm: Equatable {
  /// Whether blocks of Swift are marked as such that do not run.
  var marksShownCode = false
  /// A line that ends what the text leaves open, where it would go on over the cells after it.
  var closing: String?
  /// Whether the text stands in a block of code, where nothing in it means anything.
  var isVerbatim = false

  /// The ways to write a text, the plainest first; the last one always holds.
  static func all(for source: String) -> [RegionForm] {
    var forms: [RegionForm] = []
    for closing in [nil] + closings(for: source).map(Optional.some) {
      forms.append(RegionForm(closing: closing))
      forms.append(RegionForm(marksShownCode: true, closing: closing))
    }
    return forms + [.verbatim]
  }

  /// The lines that could end what a text leaves open.
  private static func closings(for source: String) -> [String] {
    var lines: [String] = []
    if source.contains("```") {
      lines.append(Fence(around: source, like: nil, language: "").closing)
    }
    if source.contains("~~~") {
      lines.append(Fence(around: source, like: "~~~", language: "").closing)
    }
    let markup = source.lowercased()
    for (opening, closing) in [
      ("<!--", "-->"), ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"),
      ("<textarea", "</textarea>"), ("<?", "?>"), ("<![cdata[", "]]>"), ("<!", ">"),
    ] where markup.contains(opening) {
      lines.append(closing)
    }
    return lines
  }

  /// The members of a comment that say the form.
  var members: [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    if marksShownCode { members["shownCode"] = true }
    if let closing { members["closing"] = .string(closing) }
    if isVerbatim { members["verbatim"] = true }
    return members
  }

  static let verbatim = RegionForm(isVerbatim: true)

  /// The text as it stands in the note; `nil` where the form changes nothing that is there.
  func written(_ source: String, kind: JupyterCell.Kind) -> String? {
    if isVerbatim {
      let fence = Fence(around: source, like: nil, language: kind == .raw ? "text" : "markdown")
      return [fence.opening, source, fence.closing].joined(separator: "\n")
    }
    var text = source
    if marksShownCode {
      guard let shown = ShownCode.text(source) else { return nil }
      text = shown
    }
    return closing.map { "\(text)\n\($0)" } ?? text
  }

  /// The text of the cell, from the lines in the note.
  func read(_ lines: [String]) -> String {
    var lines = lines[...]
    if isVerbatim, lines.count >= 2, let first = lines.first, let last = lines.last,
      Fence.opens(first), Fence.closes(last, opening: first)
    {
      lines = lines.dropFirst().dropLast()
    }
    if let closing, lines.last == closing { lines.removeLast() }
    let text = lines.joined(separator: "\n")
    return marksShownCode ? ShownCode.restored(text) : text
  }
}

extension RegionForm {
  /// The form that the members of a comment say.
  init(_ members: [String: JSONValue]) {
    self.init(
      marksShownCode: members["shownCode"]?.boolean == true, closing: members["closing"]?.string,
      isVerbatim: members["verbatim"]?.boolean == true)
  }
}
