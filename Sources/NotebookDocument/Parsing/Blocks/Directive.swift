/// A directive of MyST, such as `{note} Title`: the word in braces behind the fence, and what it
/// says of itself.
struct Directive {
  let name: String
  /// What stands behind the braces.
  let argument: String
  /// Of lines `:key: value` at the beginning of its text.
  private(set) var options: [String: String] = [:]
  /// How many lines the options take.
  private(set) var optionCount = 0

  /// - Parameter info: What stands behind the fence.
  init?(info: String) {
    guard info.hasPrefix("{"), let close = info.firstIndex(of: "}") else { return nil }
    name = info[..<close].dropFirst().trimmed
    argument = info[close...].dropFirst().trimmed
    guard !name.isEmpty,
      name.utf8.allSatisfy({ $0.isLabelByte || $0 == UInt8(ascii: ":") })
    else { return nil }
  }

  init(name: String, argument: String) {
    self.name = name
    self.argument = argument
  }

  /// The name by which others refer to it.
  var identifier: String? { options["name"] ?? options["label"] }

  /// Takes a line of its text that is an option; `false` where it is none.
  mutating func take(_ line: some StringProtocol) -> Bool {
    let line = line.trimmed
    guard line.hasPrefix(":"), let colon = line.dropFirst().firstIndex(of: ":") else {
      return false
    }
    let key = line[..<colon].dropFirst()
    guard !key.isEmpty, key.utf8.allSatisfy(\.isLabelByte) else { return false }
    options[String(key)] = line[colon...].dropFirst().trimmed
    optionCount += 1
    return true
  }

  /// Takes the options that lines between two `---` at the beginning of its text are, as YAML.
  mutating func takeBlock(_ lines: [Substring]) {
    guard lines.first?.trimmed == "---",
      let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" })
    else { return }
    for line in lines[1..<end] {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[colon...].dropFirst().trimmed
      options[line[..<colon].trimmed] = value.filter { $0 != "\"" && $0 != "'" }
    }
    optionCount = end + 1
  }

  /// The type of the callout that it is.
  var calloutType: String? {
    switch name {
    case "note", "tip", "warning", "important", "caution", "danger", "hint", "attention", "error",
      "admonition", "seealso":
      let words = (options["class"] ?? "").split(separator: " ").map(String.init)
      let others = ["note", "tip", "warning", "important", "caution", "danger", "hint"]
      return name == "admonition" ? others.first(where: words.contains) ?? name : name
    case "dropdown": return "example"
    default: return nil
    }
  }

  var fold: Callout.Fold {
    let words = (options["class"] ?? "").split(separator: " ")
    guard name == "dropdown" || words.contains("dropdown") else { return .none }
    return options["open"] == nil ? .closed : .open
  }

  /// The theorem or the like that it states: `prf:theorem`, `exercise`, `solution`.
  var statement: Division.Statement? {
    var word = name[...]
    if word.hasPrefix("prf:") {
      word = word.dropFirst(4)
    } else {
      word = word.hasSuffix("-start") ? word.dropLast(6) : word
      guard word == "exercise" || word == "solution" else { return nil }
    }
    if word == "proof" { return .proof }
    return Reference.Kind.allCases.first { $0.family == .statement && "\($0)" == word }
      .map { .kind($0) }
  }
}
