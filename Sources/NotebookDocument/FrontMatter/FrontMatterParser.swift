internal import Yams

/// Reads the YAML between `---` lines at the top of a note.
struct FrontMatterParser {
  private let source: NoteSource
  /// The YAML being read: all of it, or one key with its value.
  private(set) var place: YAMLPlace
  var frontMatter = FrontMatter()
  /// Every single value of readable YAML by the path of its keys, `params.rate`, for
  /// `{{< meta >}}`.
  private(set) var metadata: [String: String] = [:]
  var diagnostics: [Diagnostic] = []

  /// What the files of settings around the note say of works, and whether an author was read here.
  private var inheritedBibliography: [String] = []
  private var hasAuthors = false

  /// Finds and reads the front matter; `bodyStart` is the offset where the prose begins.
  ///
  /// - Parameter settings: Files that say what holds where the note says nothing.
  static func parse(_ source: NoteSource, settings: [NoteEnvironment.File] = []) -> (
    frontMatter: FrontMatter, metadata: [String: String], bodyStart: Int, diagnostics: [Diagnostic]
  ) {
    let inherited = Self.inherited(from: settings)
    let nothing = (inherited.frontMatter, inherited.metadata, 0, inherited.diagnostics)
    guard trimmedLine(source, 1) == "---" else { return nothing }
    for line in 2..<max(source.lineCount + 1, 2) {
      let text = trimmedLine(source, line)
      guard text == "---" || text == "..." else { continue }
      let range = source.range(ofLine: 2).lowerBound..<source.range(ofLine: line).lowerBound
      guard looksLikeYAML(source.text(range)) else { return nothing }
      var yaml = SourceMappedText()
      yaml.append(source, range)
      var parser = FrontMatterParser(source, yaml)
      parser.inherit(inherited)
      parser.read(yaml)
      let end = min(source.range(ofLine: line).upperBound + 1, source.bytes.count)
      return (parser.frontMatter, parser.metadata, end, parser.diagnostics)
    }
    guard looksLikeYAML(source.text(ofLine: 2) ?? ""), source.lineCount > 1,
      source.text(ofLine: 2)?.contains(":") == true
    else { return nothing }
    let diagnostic = Diagnostic(
      .error, file: source.path, line: 1, column: 1,
      "the front matter that begins here is never closed",
      explanation: "a line '---' must follow its last key")
    return (inherited.frontMatter, inherited.metadata, 0, inherited.diagnostics + [diagnostic])
  }

  private static func trimmedLine(_ source: NoteSource, _ line: Int) -> String? {
    source.text(ofLine: line).map { String($0.trimmingSuffix(while: \.isWhitespace)) }
  }

  /// Prose between two rules is no front matter: its first line has no key.
  private static func looksLikeYAML(_ text: String) -> Bool {
    let first = text.split(separator: "\n").first {
      !$0.trimmed.isEmpty && !$0.trimmed.hasPrefix("#")
    }
    guard let first = first?.trimmed else { return true }
    let key = first.prefix { $0.isLetter || $0.isNumber || "-_\"'. ".contains($0) }
    return !key.isEmpty && first[key.endIndex...].hasPrefix(":")
  }

  init(_ source: NoteSource, _ yaml: SourceMappedText) {
    self.source = source
    place = YAMLPlace(source: source, text: yaml)
  }

  // MARK: Keys

  /// Reads the keys that mean something here. What belongs to other keys is the author's own and
  /// kept unread, also where it is no YAML.
  private mutating func read(_ yaml: SourceMappedText) {
    if let entries = place.entries() {
      for (key, value) in entries { read(key.optionText ?? "", value) }
      collect(entries, below: "", depth: 0)
      return
    }
    let sections = FrontMatterSections(yaml)
    var lines: [String: Int] = [:]
    for section in sections.entries where Self.isKnown(section.key) {
      place = YAMLPlace(source: source, text: section.text)
      let line = place.line(of: nil)
      if let first = lines[section.key] {
        diagnostics.append(
          Diagnostic(
            .error, file: source.path, line: line, column: 1, "'\(section.key)' is given twice",
            notes: [Diagnostic(.note, file: source.path, line: first, "first given here")]))
        continue
      }
      lines[section.key] = line
      guard let mapping = place.mapping(called: "front matter keys", &diagnostics) else { continue }
      for (key, value) in mapping { read(key.optionText ?? "", value) }
    }
    for stray in sections.strayTexts { report(stray) }
  }

  /// Says of lines without a key that they are not read; a key of ours without the space behind its
  /// colon is an error.
  private mutating func report(_ stray: FrontMatterSections.StrayText) {
    let name = stray.line.prefix { $0.isLetter || $0.isNumber || "-_".contains($0) }
    let hasColon = stray.line[name.endIndex...].hasPrefix(":")
    let isOurs = hasColon && Self.isKnown(String(name))
    let line = source.position(of: stray.offset).line
    diagnostics.append(
      Diagnostic(
        isOurs ? .error : .warning, file: source.path, line: line, column: 1,
        stray.lineCount > 1
          ? "\(stray.lineCount) lines of the front matter belong to no key and are not read"
          : "this line of the front matter belongs to no key and is not read",
        explanation: hasColon
          ? "a space must stand behind '\(name):'"
          : "a key and its value are written 'key: value'; further lines of a value are indented"))
  }

  mutating func collect(_ entries: Node.Mapping, below path: String, depth: Int) {
    guard depth < 8 else { return }
    for (key, value) in entries {
      let path = path + (key.optionText ?? "")
      if let text = value.optionText { metadata[path] = text }
      if let inner = value.mapping { collect(inner, below: path + ".", depth: depth + 1) }
    }
  }

  private static let ownKeys: Set = [
    "title", "subtitle", "description", "date", "author", "authors", "lang", "tags", "aliases",
    "alias", "bibliography", "nocite", "toc", "toc-depth", "number-sections", "code-copy", "seed",
    "params", "sweep", "claims", "execute", "format",
  ]

  private static func isKnown(_ key: String) -> Bool {
    ownKeys.contains(key) || CellOptionKey(noteWide: key) != nil
  }

  /// A key without value is as if it were not there; Obsidian's templates leave such keys.
  mutating func read(_ name: String, _ value: Node) {
    guard !value.isBlank else { return }
    switch name {
    case "title": set(\.title, value.optionText, name, value, "a text")
    case "subtitle": set(\.subtitle, value.optionText, name, value, "a text")
    case "description": frontMatter.description = value.optionText?.trimmed
    case "date": set(\.date, value.optionText, name, value, "a text")
    case "author", "authors": readAuthors(value, name)
    case "lang": readLanguage(value)
    case "tags": set(\.tags, value.tagTexts, name, value, "a list of names")
    case "aliases", "alias": frontMatter.aliases += value.optionTexts ?? []
    case "bibliography":
      set(
        \.bibliography, value.optionTexts.map { inheritedBibliography + $0 }, name, value,
        "the name of a file, or a list of names")
    case "nocite":
      let text: String? = value.optionTexts?.joined(separator: " ")
      let keys = text?.split { $0.isWhitespace || ",;[]".contains($0) }
      let areWritten = keys?.allSatisfy { $0.hasPrefix("@") } ?? false
      set(
        \.uncitedWorks, areWritten ? keys?.map { String($0.dropFirst()) } : nil, name, value,
        "keys of works, each written '@key', or '@*' for all")
    case "toc": set(\.showsContents, value.optionBool, name, value, "true or false")
    case "toc-depth": readDepth(value)
    case "number-sections": set(\.numbersSections, value.optionBool, name, value, "true or false")
    case "code-copy":
      let isWanted = value.optionText == "hover" ? true : value.optionBool
      set(\.copiesCode, isWanted, name, value, "true, false or hover")
    case "seed": readSeed(value)
    case "params": readParameters(value)
    case "sweep": readSweep(value)
    case "claims": readClaimRequirement(value)
    case "execute": readExecute(value)
    case "format": readFormat(value)
    // R Markdown's list of formats.
    case "output" where value.scalar == nil || value.optionText?.contains("_") == true: break
    default: if let key = CellOptionKey(noteWide: name) { readDefault(key, value) }
    }
  }

  private mutating func set<Value>(
    _ path: WritableKeyPath<FrontMatter, Value>, _ new: Value?, _ name: String, _ node: Node,
    _ expectation: String
  ) {
    if let new { frontMatter[keyPath: path] = new } else { reportWrong(name, node, expectation) }
  }

  private mutating func set<Value>(
    _ path: WritableKeyPath<FrontMatter, Value?>, _ new: Value?, _ name: String, _ node: Node,
    _ expectation: String
  ) {
    if let new { frontMatter[keyPath: path] = new } else { reportWrong(name, node, expectation) }
  }

  mutating func reportWrong(_ name: String, _ node: Node, _ expectation: String) {
    diagnostics.append(
      place.diagnostic(node, "'\(name)' must be \(expectation), not \(node.quoted)"))
  }

  /// Begins with what holds where the note says nothing.
  mutating func inherit(_ settings: FrontMatterParser.Inherited) {
    frontMatter = settings.frontMatter
    metadata = settings.metadata
    diagnostics = settings.diagnostics
    inheritedBibliography = settings.frontMatter.bibliography
    hasAuthors = false
  }

  // MARK: Single keys

  private mutating func readAuthors(_ value: Node, _ name: String) {
    if !hasAuthors { frontMatter.authors = [] }
    hasAuthors = true
    for entry in value.sequence.map(Array.init) ?? [value] where !entry.isBlank {
      if let author = entry.personName {
        frontMatter.authors.append(author)
      } else {
        reportWrong(name, entry, "a name")
      }
    }
  }

  private mutating func readLanguage(_ value: Node) {
    let text = value.optionText ?? ""
    let isTag = text.utf8.first?.isLetter == true && text.utf8.allSatisfy { $0.isLabelByte }
    set(\.language, isTag ? text : nil, "lang", value, "a language tag such as en or nl")
  }

  private mutating func readDepth(_ value: Node) {
    let depth = value.optionInteger.flatMap { (1...6).contains($0) ? $0 : nil }
    set(\.contentsDepth, depth, "toc-depth", value, "a whole number from 1 to 6")
  }

  private mutating func readSeed(_ value: Node) {
    let seed =
      value.isPlain ? value.optionText.flatMap { UInt64($0.replacing("_", with: "")) } : nil
    set(\.seed, seed, "seed", value, "a whole number of at least 0")
  }

  private mutating func readExecute(_ value: Node) {
    guard let mapping = value.mapping else {
      return reportWrong("execute", value, "a list of keys and values")
    }
    for (keyNode, value) in mapping where !value.isBlank {
      let name = keyNode.optionText ?? ""
      if let key = CellOptionKey(noteWide: name) {
        readDefault(key, value)
      } else if name == "enabled" {
        set(\.executesCells, value.optionBool, "execute: enabled", value, "true or false")
      } else if !OtherOptions.contains(name) {
        diagnostics.append(
          place.unknownKey(name, keyNode, known: CellOptionKey.noteWide.map(\.rawValue)))
      }
    }
  }

  private mutating func readDefault(_ key: CellOptionKey, _ value: Node) {
    if !key.apply(value, to: &frontMatter.cellDefaults) {
      reportWrong(key.rawValue, value, key.expectation)
    }
  }

  /// Quarto's `format: {html: {toc: true}}`; other formats are not ours.
  private mutating func readFormat(_ value: Node) {
    guard let html = value.mapping?["html"]?.mapping else { return }
    let shared = [
      "toc", "toc-depth", "number-sections", "code-fold", "code-summary", "code-line-numbers",
      "fig-width", "fig-height", "code-copy",
    ]
    for (key, value) in html {
      if let name = key.optionText, shared.contains(name) { read(name, value) }
    }
  }
}

extension Node {
  /// A list of tags, or texts with commas between them; `#` before a tag is Obsidian's.
  fileprivate var tagTexts: [String]? {
    optionTexts?.flatMap { $0.split(separator: ",") }.map(\.trimmed)
      .map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }.filter { !$0.isEmpty && $0 != "-" }
  }

  /// The name of an author: a text, or Quarto's `name:` with its parts.
  fileprivate var personName: String? {
    if let text = optionText { return text }
    guard let mapping else { return nil }
    if let name = mapping["name"] { return name.personName }
    if let literal = mapping["literal"]?.optionText { return literal }
    let parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix"]
      .compactMap { mapping[Node($0)]?.optionText }
    if !parts.isEmpty { return parts.joined(separator: " ") }
    // `- Ada Moor: {institute: …}`
    let keys = mapping.map(\.key)
    return keys.count == 1 ? keys[0].optionText : nil
  }
}

extension Notebook {
  /// The other names that the front matter at the start of a note gives it.
  package static func aliases(inStartOf bytes: [UInt8]) -> [String] {
    var diagnostics: [Diagnostic] = []
    let source = NoteSource(decoding: bytes, path: "", diagnostics: &diagnostics)
    return FrontMatterParser.parse(source).frontMatter.aliases
  }
}
