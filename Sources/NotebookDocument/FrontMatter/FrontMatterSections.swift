/// Front matter taken apart at its top-level keys, so that each can be read by itself.
struct FrontMatterSections {
  struct Entry {
    var key: String
    /// The key with its value, as it is written.
    var text: SourceMappedText
  }

  /// Lines one below the other that belong to no key.
  struct StrayText {
    /// The first of them.
    var line: String
    /// Where it begins in the note.
    var offset: Int
    var lineCount: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var strayTexts: [StrayText] = []

  init(_ yaml: SourceMappedText) {
    var isStray = false
    for number in 1...yaml.lineCount {
      let range = yaml.range(ofLine: number)
      let whole = range.lowerBound..<min(range.upperBound + 1, yaml.bytes.count)
      let line = String(decoding: yaml.bytes[range], as: UTF8.self)
      let isContinued =
        line.isEmpty || line.first == " " || line.first == "\t" || line.first == "#"
        || line.hasPrefix("- ") || line == "-" || line.first == "]" || line.first == "}"
      if isContinued {
        // What stands below a stray line belongs to it.
        if !isStray, !entries.isEmpty { entries[entries.count - 1].text.append(yaml, whole) }
      } else if let colon = line.firstRange(of: #/:(?=\s|$)/#) {
        let key = line[..<colon.lowerBound].trimmed.trimming { "\"'".contains($0) }
        var text = SourceMappedText()
        text.append(yaml, whole)
        entries.append(Entry(key: String(key), text: text))
        isStray = false
      } else {
        if isStray {
          strayTexts[strayTexts.count - 1].lineCount += 1
        } else {
          strayTexts.append(
            StrayText(line: line, offset: yaml.origin(of: range.lowerBound), lineCount: 1))
        }
        isStray = true
      }
    }
  }
}

extension String {
  fileprivate func trimming(_ condition: (Character) -> Bool) -> Substring {
    drop(while: condition).trimmingSuffix(while: condition)
  }
}
