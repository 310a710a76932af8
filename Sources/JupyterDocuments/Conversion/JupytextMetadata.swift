/// A cell's metadata as jupytext writes them in one line: `key=value` with values in JSON.
enum JupytextMetadata {
  /// What stands behind the mark of a region: words, which are the title, then `key=value`, or one
  /// JSON object, as jupytext wrote before its format 1.1.
  static func afterMark(_ text: Substring) -> [String: JSONValue] {
    var title: [Substring] = []
    var members: [String: JSONValue] = [:]
    var rest = text
    while !rest.isEmpty {
      if rest.first == "{", let object = (try? JSONValue(reading: rest.utf8))?.object {
        members.merge(object) { $1 }
        break
      }
      let word = takeWord(&rest)
      if let (key, value) = pair(word) { members[key] = value } else { title.append(word) }
    }
    if !title.isEmpty { members["title"] = .string(title.joined(separator: " ")) }
    return members
  }

  /// What stands behind the language of a block of code, where all of it is `key=value`; else
  /// nothing, for it is another tool's.
  static func afterLanguage(_ text: Substring) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    var rest = text
    while !rest.isEmpty {
      // The member `notebook` is how a cell stood in its note.
      guard let (key, value) = pair(takeWord(&rest)), members[key] == nil, key != "notebook" else {
        return [:]
      }
      members[key] = value
    }
    return members
  }

  private static func takeWord(_ text: inout Substring) -> Substring {
    let word = text.prefix(wordLength(text))
    text = text.dropFirst(word.count).drop(while: \.isWhitespace)
    return word
  }

  private static func pair(_ word: Substring) -> (key: String, value: JSONValue)? {
    guard let sign = word.firstIndex(of: "="), sign > word.startIndex,
      let value = try? JSONValue(reading: word[word.index(after: sign)...].utf8)
    else { return nil }
    return (String(word[..<sign]), value)
  }

  /// How many characters there are up to a space that stands in no text and no brackets.
  private static func wordLength(_ text: Substring) -> Int {
    var (depth, isText, isEscaped) = (0, false, false)
    for (place, character) in text.enumerated() {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\\" where isText: isEscaped = true
      case "\"": isText.toggle()
      case "[", "{": if !isText { depth += 1 }
      case "]", "}": if !isText { depth -= 1 }
      case let space where space.isWhitespace && !isText && depth <= 0: return place
      default: break
      }
    }
    return text.count
  }
}
