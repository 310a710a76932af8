internal import Foundation
internal import MarkupTree
internal import NotebookDocument

/// Typesets the formulas of one report. KaTeX is loaded when the first one comes that is not known
/// from before.
final class MathTypesetter {
  private enum State {
    case notLoaded
    case ready(KatexEngine)
    case unavailable
  }

  /// What the engine must have seen before its macros are those of this place of the note.
  private enum Step {
    case definition(tex: String, isDisplayed: Bool)
    case beginScope, endScope
  }

  private let files: KatexFiles
  /// The note whose formulas are typeset.
  var path: String
  private let file: FormulaFile?
  /// The formulas so far that may be kept.
  private var keys: [FormulaCache.Key] = []
  /// What `\ref` and `\eqref` print, by label.
  private let numbers: [String: String]
  private var state = State.notLoaded
  private var hasChemistry = false
  private var steps: [Step] = []
  /// How many of `steps` the engine has seen.
  private var takenSteps = 0
  /// The definitions in force, as a part of the cache's key; one text for each open scope.
  private var definitions = [""]
  /// The values of `class` that occur in the markup made so far.
  private var classes: Set<ArraySlice<UInt8>> = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The note's line for formulas in captions and outputs, which count lines of their own.
  var outerLine: Int?

  init(
    files: KatexFiles, notePath: String, numbers: [String: String] = [:], file: FormulaFile? = nil
  ) {
    self.files = files
    self.file = file
    path = notePath
    self.numbers = numbers
  }

  /// The formula, its source where it cannot be typeset, or `nil` where it shows nothing, such as a
  /// block of definitions.
  func node(for formula: Formula) -> MarkupNode? {
    do throws(KatexEngine.Failure) {
      guard let result = try typeset(KatexSource(formula.tex), formula) else {
        return source(formula)
      }
      guard !result.markup.isEmpty else { return nil }
      collectClasses(in: result.markup)
      return .raw(result.markup)
    } catch {
      report(error, formula)
      return source(formula)
    }
  }

  /// About how many characters of a formula stand beside or over each other on the page.
  static func visibleCharacters(of node: MarkupNode) -> Int {
    guard case .raw(let markup) = node, let start = markup.firstRange(of: "katex-html")?.upperBound
    else { return 0 }
    var (count, isTag) = (0, true)
    for byte in markup[start...].utf8 {
      switch byte {
      case UInt8(ascii: "<"): isTag = true
      case UInt8(ascii: ">"): isTag = false
      // Bytes that go on with a character do not begin one.
      default: if !isTag, byte & 0xC0 != 0x80 { count += 1 }
      }
    }
    return count
  }

  /// Begins the formulas of an embedded note: it starts with the macros of KaTeX alone, and its own
  /// end with it.
  func beginScope() {
    steps.append(.beginScope)
    definitions.append("")
  }

  func endScope() {
    steps.append(.endScope)
    definitions.removeLast()
  }

  // MARK: Typesetting

  /// `nil` where KaTeX is not on this machine.
  private func typeset(
    _ source: KatexSource, _ formula: Formula
  ) throws(KatexEngine.Failure) -> KatexEngine.Typeset? {
    let isDisplayed = formula.isDisplayed
    let key = FormulaCache.Key(
      scripts: files.scripts, definitions: definitions[definitions.count - 1], tex: source.tex,
      isDisplayed: isDisplayed)
    let isKeepable = !dependsOnNumbers(source.tex)
    var result: FormulaCache.Entry?
    if isKeepable {
      keys.append(key)
      result = FormulaCache.shared[key]
      if result == nil, let file {
        file.load()
        result = FormulaCache.shared[key]
      }
    }
    if result == nil {
      guard let engine = engine(line: formula.line) else { return nil }
      takeSteps(engine)
      try loadExtensions(engine, for: source.tex)
      do throws(KatexEngine.Failure) {
        result = .success(try engine.typeset(source.tex, isDisplayed: isDisplayed))
      } catch {
        result = .failure(source.mapped(error))
      }
      if isKeepable, let result { FormulaCache.shared[key] = result }
      if case .success(let typeset) = result, typeset.changesMacros { takenSteps += 1 }
    }
    if case .success(let typeset) = result, typeset.changesMacros {
      steps.append(.definition(tex: source.tex, isDisplayed: isDisplayed))
      addDefinitions(in: source.tex)
    }
    return try result?.get()
  }

  /// Whether a formula may print the number of another one, which changes without it.
  private func dependsOnNumbers(_ tex: String) -> Bool {
    !numbers.isEmpty && (tex.contains("ref") || tex.contains("label"))
  }

  private func addDefinitions(in tex: String) {
    let last = definitions.count - 1
    definitions[last] = FormulaCache.definitions(definitions[last], and: tex)
    // Formulas with the new macros print numbers without naming a label themselves.
    guard dependsOnNumbers(tex) else { return }
    let all = numbers.sorted { $0.key < $1.key }.map { "\($0.key)\0\($0.value)" }
    definitions[last] = FormulaCache.definitions(
      definitions[last], and: all.joined(separator: "\0"))
  }

  /// Keeps the formulas so far for the next process that reads the note.
  func keepFormulas() { file?.keep(keys) }

  /// Loads what a formula needs besides KaTeX itself.
  private func loadExtensions(
    _ engine: KatexEngine, for tex: String
  ) throws(KatexEngine.Failure) {
    guard !hasChemistry, tex.contains("\\ce") || tex.contains("\\pu") else { return }
    hasChemistry = true
    if let script = try? files.chemistryScript() { try engine.load(script) }
  }

  private func takeSteps(_ engine: KatexEngine) {
    for step in steps[takenSteps...] {
      switch step {
      case .definition(let tex, let isDisplayed):
        // Later formulas use what the macro names without naming it themselves.
        try? loadExtensions(engine, for: tex)
        _ = try? engine.typeset(tex, isDisplayed: isDisplayed)
      case .beginScope: engine.beginScope()
      case .endScope: engine.endScope()
      }
    }
    takenSteps = steps.count
  }

  private func engine(line: Int) -> KatexEngine? {
    switch state {
    case .ready(let engine): return engine
    case .unavailable: return nil
    case .notLoaded: break
    }
    do {
      let engine = try KatexEngine(script: try files.script())
      for (label, number) in numbers { engine.setNumber(number, ofLabel: label) }
      state = .ready(engine)
      return engine
    } catch let missing as MissingKatexFile {
      report(missing, line: line)
    } catch {
      diagnostics.append(
        Diagnostic(.error, file: path, line: line, "KaTeX cannot be loaded: \(error)"))
    }
    state = .unavailable
    return nil
  }

  private func source(_ formula: Formula) -> MarkupNode {
    .element("code", ["class": "tex"], [.text(formula.tex)])
  }

  // MARK: Diagnostics

  private func report(_ missing: MissingKatexFile, line: Int?) {
    diagnostics.append(
      Diagnostic(
        .warning, file: path, line: line, "formulas cannot be set: \(missing.path) is missing",
        explanation:
          "their source is shown instead; install it with 'apt-get install \(missing.package)'"))
  }

  private func report(_ failure: KatexEngine.Failure, _ formula: Formula) {
    guard case .invalidFormula(let message, let offset) = failure else { return }
    let leading = formula.tex.prefix { $0.isWhitespace }
    let before =
      leading
      + (offset.map { offset in
        let trimmed = formula.tex.dropFirst(leading.count)
        return String(decoding: Array(trimmed.utf16.prefix(offset)), as: UTF16.self)
      } ?? "")
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    // Behind `$$` or `$` on its own line; further lines are not shifted.
    let delimiter = formula.isDisplayed ? 2 : 1
    let column =
      lines.count > 1
      ? (lines.last?.utf8.count ?? 0) + 1 : formula.column + delimiter + before.utf8.count
    diagnostics.append(
      Diagnostic(
        .warning, file: path, line: outerLine ?? formula.line + max(lines.count - 1, 0),
        column: offset == nil || outerLine != nil ? nil : column,
        "invalid formula: \(message.prefix(200).lowercasedFirst)",
        explanation: "its source is shown instead"))
  }

  // MARK: Style

  private func collectClasses(in markup: String) {
    let bytes = Array(markup.utf8)
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "c")) {
      index = start + 1
      guard bytes[start...].starts(with: "class=\"".utf8) else { continue }
      let value = bytes[(start + 7)...].prefix { $0 != UInt8(ascii: "\"") }
      classes.insert(value)
      index = value.endIndex
    }
  }

  /// KaTeX's rules and the fonts that the formulas use; empty where there is no formula.
  func styleSheet() -> String {
    guard !classes.isEmpty else { return "" }
    do throws(MissingKatexFile) {
      var css = ""
      let names = classes.flatMap {
        String(decoding: $0, as: UTF8.self).split(separator: " ")
      }
      for font in KatexFont.used(by: Set(names)) {
        css += font.rule(base64: Data(try files.font(font.file)).base64EncodedString())
      }
      return css + KatexFont.withoutFontFaces(try files.styleSheet())
        + ".katex{font-size:1.1em}.katex-display{margin:.4em 0}"
    } catch {
      report(error, line: nil)
      return ""
    }
  }
}

extension StringProtocol {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
