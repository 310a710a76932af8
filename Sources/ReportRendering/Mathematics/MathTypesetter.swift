internal import Foundation
internal import MarkupTree
internal import NotebookDocument

/// Sets the formulas of one report. KaTeX is loaded when the first one comes.
final class MathTypesetter {
  private enum State {
    case notLoaded
    case ready(KatexEngine)
    case unavailable
  }

  private let files: KatexFiles
  private let notePath: String
  private var state = State.notLoaded
  /// The classes that occur in the markup made so far.
  private var classes: Set<Substring> = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The note's line for formulas in captions and outputs, which count lines of their own.
  var outerLine: Int?

  init(files: KatexFiles, notePath: String) {
    self.files = files
    self.notePath = notePath
  }

  /// The formula, or its source where it cannot be set.
  func node(for formula: Formula) -> MarkupNode {
    guard let engine = engine(line: formula.line) else { return source(formula) }
    let tex = formula.tex.trimmingCharacters(in: .whitespacesAndNewlines)
    do throws(KatexEngine.Failure) {
      let markup = try engine.markup(of: tex, isDisplayed: formula.isDisplayed)
      collectClasses(in: markup)
      return .raw(markup)
    } catch {
      report(error, formula)
      return source(formula)
    }
  }

  private func engine(line: Int) -> KatexEngine? {
    switch state {
    case .ready(let engine): return engine
    case .unavailable: return nil
    case .notLoaded: break
    }
    do {
      let engine = try KatexEngine(script: try files.script())
      state = .ready(engine)
      return engine
    } catch let missing as MissingKatexFile {
      report(missing, line: line)
    } catch {
      diagnostics.append(
        Diagnostic(.error, file: notePath, line: line, "KaTeX cannot be loaded: \(error)"))
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
        .warning, file: notePath, line: line, "formulas cannot be set: \(missing.path) is missing",
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
        .warning, file: notePath, line: outerLine ?? formula.line + max(lines.count - 1, 0),
        column: offset == nil || outerLine != nil ? nil : column,
        "invalid formula: \(message.prefix(200).lowercasedFirst)",
        explanation: "its source is shown instead"))
  }

  // MARK: Style

  private func collectClasses(in markup: String) {
    var rest = markup[...]
    while let start = rest.range(of: "class=\"") {
      let value = rest[start.upperBound...].prefix { $0 != "\"" }
      classes.formUnion(value.split(separator: " "))
      rest = rest[value.endIndex...]
    }
  }

  /// KaTeX's rules and the fonts that the formulas use; empty where there is no formula.
  func styleSheet() -> String {
    guard !classes.isEmpty else { return "" }
    do throws(MissingKatexFile) {
      var css = ""
      for font in KatexFont.used(by: classes) {
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
