/// What a note keeps of a Jupyter notebook without showing it: HTML comments of one line.
///
/// `<!-- #region … -->`, `<!-- #md … -->` and `<!-- #raw … -->` are jupytext's; `<!-- #cell … -->`,
/// `<!-- #outputs … -->` and `<!-- #front_matter … -->` are written here in the same form, always
/// with a JSON object. They hold a cell's metadata, and in its member `notebook` how the cell is to
/// be read.
enum CellComment {
  /// The comment with a name and what it says.
  static func text(_ name: String, _ value: JSONValue? = nil) -> String {
    guard let value, value != [:] else { return "<!-- #\(name) -->" }
    // Two hyphens could end the comment.
    let json = value.text().replacing("--", with: "-\\u002d")
    return "<!-- #\(name) \(json) -->"
  }

  /// The comment with a cell's metadata.
  ///
  /// - Parameter form: How the cell is to be read.
  static func text(
    _ name: String, metadata: [String: JSONValue], form: [String: JSONValue]
  ) -> String {
    var form = form
    if let own = metadata["notebook"] { form["own"] = own }
    var members = metadata
    members["notebook"] = form.isEmpty ? nil : .object(form)
    return text(name, .object(members))
  }

  /// What a comment says: a cell's metadata, and how it is to be read.
  static func parts(
    of value: JSONValue
  ) -> (metadata: [String: JSONValue], form: [String: JSONValue]) {
    var metadata = value.object ?? [:]
    guard let form = metadata["notebook"]?.object else { return (metadata, [:]) }
    metadata["notebook"] = form["own"]
    return (metadata, form)
  }

  /// What a line with such a comment says; `nil` for other lines.
  static func read(_ line: some StringProtocol) -> (name: String, value: JSONValue)? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("<!-- #") else { return nil }
    var content = text.dropFirst(6)
    while content.last?.isWhitespace == true { content.removeLast() }
    guard content.hasSuffix("-->") else { return nil }
    content.removeLast(3)
    while content.last?.isWhitespace == true { content.removeLast() }
    let name = content.prefix { !$0.isWhitespace }
    let rest = content.dropFirst(name.count).drop(while: \.isWhitespace)
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      return nil
    }
    let value = rest.isEmpty ? [:] : try? JSONValue(reading: rest.utf8)
    if ["cell", "outputs", "front_matter"].contains(name) {
      guard let members = value?.object, !members.isEmpty else { return nil }
      return (String(name), .object(members))
    }
    return (String(name), value ?? .object(JupytextMetadata.afterMark(Substring(rest))))
  }

  /// The line that a cell had in its note, where it says the same as the one that would be written
  /// now; else that one.
  static func kept(_ line: String?, insteadOf written: String) -> String {
    guard let line, let found = read(line), let own = read(written),
      found.name == own.name, found.value == own.value
    else { return written }
    return line
  }

  /// The names of the marks that enclose a cell that does not run, by those that begin one.
  static let enclosing = ["region": "endregion", "md": "endmd", "raw": "endraw"]

  // MARK: Ends

  /// A number for the end of what is to stand between two comments, where its text has such a
  /// comment itself; `nil` where it has none.
  static func endNumber(for names: [String], around text: String) -> Int? {
    let marks = text.split(separator: "\n").compactMap { read($0) }.filter {
      names.contains($0.name)
    }
    guard !marks.isEmpty else { return nil }
    let taken = Set(marks.compactMap(\.value.integer))
    return (1...).first { !taken.contains($0) }
  }

  /// The line that ends what the comment before `range` opens; `nil` where there is none.
  ///
  /// With a number it is the end with that number; without, regions within a region are passed
  /// over, as jupytext does.
  static func end(
    _ closing: String, opening: String, number: Int?, in lines: [String], _ range: Range<Int>
  ) -> Int? {
    var depth = 0
    for index in range {
      guard let (name, value) = read(lines[index]) else { continue }
      if let number {
        if name == closing, value.integer == number { return index }
      } else if name == opening {
        depth += 1
      } else if name == closing {
        if depth == 0 { return index }
        depth -= 1
      }
    }
    return nil
  }
}
