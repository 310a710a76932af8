internal import Yams

extension FrontMatterParser {
  /// What the files of settings around a note say.
  struct Inherited {
    var frontMatter = FrontMatter()
    var metadata: [String: String] = [:]
    var diagnostics: [Diagnostic] = []
  }

  /// The keys that a note takes from the settings of its project, as Quarto does. All others are
  /// about the site or the book.
  private static let inheritedKeys: Set = [
    "title", "subtitle", "author", "authors", "date", "lang", "bibliography", "toc", "toc-depth",
    "number-sections", "code-copy", "execute", "format",
  ]

  /// What a note takes from the `project:` of MyST's `myst.yml`.
  private static let inheritedMySTKeys: Set = ["author", "authors", "bibliography", "date"]

  /// What stands before the keys of `_variables.yml` among the metadata.
  static let variablePrefix = "var:"

  /// Where MyST's substitutions stand among the metadata: in front matter, and in the `_config.yml`
  /// of a Jupyter Book.
  static let substitutionPrefixes = [
    "substitutions.", "myst.substitutions.", "parse.myst_substitutions.",
  ]

  /// Reads files of settings, the outermost first; what a nearer one says goes before.
  static func inherited(from settings: [NoteEnvironment.File]) -> Inherited {
    var inherited = Inherited()
    for file in settings {
      let source = NoteSource(
        decoding: file.bytes, path: file.path, diagnostics: &inherited.diagnostics)
      var yaml = SourceMappedText()
      yaml.append(source, 0..<source.bytes.count)
      var parser = FrontMatterParser(source, yaml)
      parser.inherit(inherited)
      parser.readSettings(of: file)
      inherited = Inherited(
        frontMatter: parser.frontMatter, metadata: parser.metadata,
        diagnostics: parser.diagnostics)
    }
    // A note is not wrong because of the settings of its project.
    for index in inherited.diagnostics.indices { inherited.diagnostics[index].severity = .warning }
    return inherited
  }

  private mutating func readSettings(of file: NoteEnvironment.File) {
    guard let entries = place.entries() else {
      _ = place.mapping(called: "settings", &diagnostics)
      return
    }
    let former = frontMatter.bibliography
    switch file.name {
    case "_variables.yml": return collect(entries, below: Self.variablePrefix, depth: 0)
    case "myst.yml":
      for (key, value) in entries["project"]?.mapping ?? [:] {
        let name = key.optionText ?? ""
        if Self.inheritedMySTKeys.contains(name) { read(name, value) }
      }
    case "_config.yml":
      for (key, name) in [("author", "author"), ("bibtex_bibfiles", "bibliography")] {
        if let value = entries[Node(key)] { read(name, value) }
      }
    default:
      for (key, value) in entries {
        let name = key.optionText ?? ""
        if Self.inheritedKeys.contains(name) || CellOptionKey(noteWide: name) != nil {
          read(name, value)
        }
      }
    }
    // The files that it names lie beside it.
    frontMatter.bibliography =
      former
      + frontMatter.bibliography.dropFirst(former.count).map { name in
        name.hasPrefix("/") || name.contains("://") ? name : "\(file.folder)/\(name)"
      }
    collect(entries, below: "", depth: 0)
  }
}
