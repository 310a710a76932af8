/// Front matter taken apart at its top-level keys, so that each can be read by itself.
struct FrontMatterSections {
  struct Entry {
    var key: String
    /// The key with its value, as it is written.
    var text: String
    /// 0-based.
    var line: Int
  }

  private(set) var entries: [Entry] = []
  /// Whether a line belongs to no key.
  private(set) var hasStrayText = false

  init(_ yaml: String) {
    for (number, line) in yaml.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let isContinued =
        line.isEmpty || line.first == " " || line.first == "\t" || line.first == "#"
        || line.hasPrefix("- ") || line == "-" || line.first == "]" || line.first == "}"
      if isContinued {
        if !entries.isEmpty { entries[entries.count - 1].text += line + "\n" }
      } else if let colon = line.firstRange(of: #/:(?=\s|$)/#) {
        let key = line[..<colon.lowerBound].trimmed.trimming { "\"'".contains($0) }
        entries.append(Entry(key: String(key), text: line + "\n", line: number))
      } else {
        hasStrayText = true
      }
    }
  }
}

extension String {
  fileprivate func trimming(_ condition: (Character) -> Bool) -> Substring {
    drop(while: condition).trimmingSuffix(while: condition)
  }
}
