extension NoteStore {
  /// The path of a note by each label that notes define; the first one of a label holds.
  func notesByLabel(_ notes: [String]) -> [String: String] {
    var result: [String: String] = [:]
    for path in notes {
      for label in labels(ofNoteAt: path) where result[label] == nil { result[label] = path }
    }
    return result
  }

  /// The labels in a note's text: `{#name …}`, `{.class #name}`, `label: name`, `\label{name}`, and
  /// MyST's `:name: name` and `(name)=`.
  /// Which of them name something, only reading the note can tell; for that most notes are never
  /// needed.
  static func labels(in text: [UInt8]) -> Set<String> {
    var labels: Set<String> = []
    let marks: [[UInt8]] = ["{#", " #", "label:", ":name:", "\\label{", "("].map { Array($0.utf8) }
    for mark in marks {
      var index = 0
      while let start = text[index...].firstIndex(of: mark[0]) {
        index = start + 1
        guard text[start...].starts(with: mark), mark != marks[1] || isInBraces(text[..<start]),
          mark != marks[5] || isAtStartOfLine(text[..<start])
        else { continue }
        let name = text[(start + mark.count)...].drop { " \"'".utf8.contains($0) }
          .prefix { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
              || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
              || "-_:.".utf8.contains(byte)
          }
        guard mark != marks[5] || text[name.endIndex...].starts(with: ")=".utf8) else { continue }
        if !name.isEmpty { labels.insert(String(decoding: name, as: UTF8.self)) }
      }
    }
    return labels
  }

  private static func isAtStartOfLine(_ text: ArraySlice<UInt8>) -> Bool {
    text.last { $0 != UInt8(ascii: " ") } ?? UInt8(ascii: "\n") == UInt8(ascii: "\n")
  }

  /// Whether a text ends between braces that are opened on its last line, and not long before.
  private static func isInBraces(_ text: ArraySlice<UInt8>) -> Bool {
    text.suffix(400).last { "{}\n".utf8.contains($0) } == UInt8(ascii: "{")
  }
}
