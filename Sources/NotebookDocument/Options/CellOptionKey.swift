internal import Yams

/// The options of a cell, by the names Quarto gives them.
enum CellOptionKey: String, CaseIterable {
  case label
  case figureCaption = "fig-cap"
  case figureAlternativeText = "fig-alt"
  case figureWidth = "fig-width"
  case figureHeight = "fig-height"
  case tableCaption = "tbl-cap"
  case listingCaption = "lst-cap"
  case listingLabel = "lst-label"
  case echo
  case eval
  case output
  case include
  case warning
  case error
  case runtimeError = "runtime-error"
  case compileError = "compile-error"
  case codeFold = "code-fold"
  case codeSummary = "code-summary"
  case codeLineNumbers = "code-line-numbers"
  case timeout
  case tags

  /// Those that make sense for all cells of a note, in its front matter.
  static let noteWide: [CellOptionKey] = [
    .echo, .eval, .output, .include, .warning, .error, .codeFold, .codeSummary, .codeLineNumbers,
    .timeout, .figureWidth, .figureHeight,
  ]

  /// The one of them that a key of a note's front matter names.
  init?(noteWide name: String) {
    guard let key = CellOptionKey(rawValue: name), Self.noteWide.contains(key) else { return nil }
    self = key
  }

  /// What a value must be, in words.
  var expectation: String {
    switch self {
    case .label: "a name of letters, digits, '-' and '_'"
    case .listingLabel: "a name that begins with 'lst-', of letters, digits, '-' and '_'"
    case .figureCaption, .figureAlternativeText: "a text, or a list of one for each figure"
    case .tableCaption, .listingCaption, .codeSummary: "a text"
    case .figureWidth, .figureHeight: "a number of inches from 1 to 20"
    case .echo: "true, false or fenced"
    case .eval, .include, .warning, .error, .runtimeError, .compileError: "true or false"
    case .output: "true, false or asis"
    case .codeFold: "true, false or show"
    case .codeLineNumbers: "true, false or, as in Quarto's slides, numbers of lines"
    case .timeout: "a number of seconds greater than 0"
    case .tags: "a list of names"
    }
  }

  /// Puts a value into the options; `false` if it is not what is expected.
  func apply(_ value: Node, to options: inout CellOptions) -> Bool {
    switch self {
    case .label:
      return set(\.label, Self.label(value), &options)
    case .listingLabel:
      let label = Self.label(value).flatMap { Reference.Kind(label: $0) == .listing ? $0 : nil }
      return set(\.listingLabel, label, &options)
    case .figureCaption:
      return setTexts(\.figureCaption, \.furtherFigureCaptions, value, &options)
    case .figureAlternativeText:
      return setTexts(\.figureAlternativeText, \.furtherAlternativeTexts, value, &options)
    case .figureWidth: return set(\.figureWidth, Self.inches(value), &options)
    case .figureHeight: return set(\.figureHeight, Self.inches(value), &options)
    case .listingCaption: return set(\.listingCaption, value.optionText, &options)
    case .tableCaption: return set(\.tableCaption, value.optionText, &options)
    case .codeSummary: return set(\.codeSummary, value.optionText, &options)
    case .echo:
      if value.optionText == "fenced" {
        options.echo = .fenced
      } else {
        guard let flag = value.optionBool else { return false }
        options.echo = flag ? .show : .hide
      }
    case .eval: return set(\.evaluates, value.optionBool, &options)
    case .include: return set(\.isIncluded, value.optionBool, &options)
    case .warning: return set(\.showsWarnings, value.optionBool, &options)
    case .error: return set(\.toleratesError, value.optionBool, &options)
    case .runtimeError: return set(\.requiresError, value.optionBool, &options)
    case .compileError: return set(\.expectsCompileError, value.optionBool, &options)
    case .output:
      let isMarkdown = value.optionText == "asis"
      guard let flag = isMarkdown ? true : value.optionBool else { return false }
      options.showsOutput = flag
      options.rendersOutputAsMarkdown = isMarkdown
    case .codeFold:
      if value.optionText == "show" {
        options.codeFold = .open
      } else {
        guard let flag = value.optionBool else { return false }
        options.codeFold = flag ? .closed : .none
      }
    case .codeLineNumbers:
      let text = value.optionText ?? ""
      let areLines =
        text.contains(where: \.isNumber) && text.allSatisfy { "0123456789,-| ".contains($0) }
      return set(\.numbersLines, areLines ? true : value.optionBool, &options)
    case .timeout:
      guard let seconds = value.optionNumber, seconds > 0, seconds.isFinite else { return false }
      options.timeout = seconds
    case .tags:
      guard let tags = value.optionTexts else { return false }
      options.tags = tags
      for tag in tags { Self.apply(tag: tag, to: &options) }
    }
    return true
  }

  private static func label(_ value: Node) -> String? {
    value.optionText.flatMap { !$0.isEmpty && $0.utf8.allSatisfy(\.isLabelByte) ? $0 : nil }
  }

  private static func inches(_ value: Node) -> Double? {
    value.optionNumber.flatMap { (1...20).contains($0) ? $0 : nil }
  }

  /// The tags by which Jupyter and MyST say what options say here; all others are the author's own.
  private static func apply(tag: String, to options: inout CellOptions) {
    switch tag {
    case "hide-input": options.codeFold = .closed
    case "remove-input": options.echo = .hide
    case "remove-output": options.showsOutput = false
    case "remove-cell": options.isIncluded = false
    case "skip-execution": options.evaluates = false
    case "raises-exception": options.toleratesError = true
    default: break
    }
  }

  /// A text, or one for each figure in their order.
  private func setTexts(
    _ first: WritableKeyPath<CellOptions, String?>,
    _ further: WritableKeyPath<CellOptions, [String]>, _ value: Node, _ options: inout CellOptions
  ) -> Bool {
    guard let texts = value.optionTexts, let text = texts.first else { return false }
    options[keyPath: first] = text
    options[keyPath: further] = Array(texts.dropFirst())
    return true
  }

  private func set<Value>(
    _ path: WritableKeyPath<CellOptions, Value>, _ value: Value?, _ options: inout CellOptions
  ) -> Bool {
    guard let value else { return false }
    options[keyPath: path] = value
    return true
  }

  private func set<Value>(
    _ path: WritableKeyPath<CellOptions, Value?>, _ value: Value?, _ options: inout CellOptions
  ) -> Bool {
    guard let value else { return false }
    options[keyPath: path] = value
    return true
  }
}
