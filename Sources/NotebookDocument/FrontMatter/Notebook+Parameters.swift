extension Notebook {
  /// The notebook with parameters set from the command line, each by the type and the choices that
  /// the note's own declaration has; what does not fit is an error. `seed` is the note's seed,
  /// unless the note declares a parameter of that name.
  package func settingParameters(_ assignments: [(name: String, value: String)]) -> Notebook {
    var notebook = self
    for (name, text) in assignments {
      if let misfit = notebook.setParameter(name, to: text) { notebook.diagnostics.append(misfit) }
    }
    return notebook
  }

  /// The notebook with parameters that the address of its page sets. One that does not fit is
  /// warned of, as of the address, and the note's own value holds.
  ///
  /// - Parameter address: That of the page with one of the parameters, as far as it is shown.
  package func settingParameters(
    _ assignments: [(name: String, value: String)],
    ofAddress address: (_ name: String, _ value: String) -> String
  ) -> Notebook {
    var notebook = self
    for (name, text) in assignments {
      guard var misfit = notebook.setParameter(name, to: text) else { continue }
      misfit.severity = .warning
      misfit.file = address(name, text)
      misfit.line = nil
      if let own = frontMatter.parameters.first(where: { $0.name == name }) {
        let rest = misfit.explanation.map { "; \($0)" } ?? ""
        misfit.explanation = "the note's own value holds, \(own.value)\(rest)"
      }
      notebook.diagnostics.append(misfit)
    }
    return notebook
  }

  /// Sets a parameter, or the seed.
  ///
  /// - Returns: Why the text is no value of it; it then stays as it is.
  private mutating func setParameter(_ name: String, to text: String) -> Diagnostic? {
    guard let index = frontMatter.parameters.firstIndex(where: { $0.name == name }) else {
      if name == Self.seedName { return setSeed(text) }
      let known = frontMatter.parameters.map(\.name)
      var diagnostic = Diagnostic(
        .error, file: path, "the note has no parameter '\(name)'",
        explanation: known.isEmpty
          ? "'params:' in the front matter declares parameters"
          : "its parameters are \(known.joined(separator: ", "))")
      diagnostic.fix = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
      return diagnostic
    }
    let parameter = frontMatter.parameters[index]
    do throws(Parameter.Misfit) {
      frontMatter.parameters[index].value = try parameter.value(for: text)
      return nil
    } catch {
      return Diagnostic(
        .error, file: path, line: parameter.line, "parameter \(error.message)",
        explanation: error.explanation, fix: error.fix)
    }
  }

  /// What the note's seed is called where parameters are set.
  package static let seedName = "seed"

  private mutating func setSeed(_ text: String) -> Diagnostic? {
    guard let seed = UInt64(text) else {
      return Diagnostic(
        .error, file: path, "the seed is a whole number of at least 0 and cannot be '\(text)'")
    }
    frontMatter.seed = seed
    return nil
  }
}

extension Parameter {
  /// Why a text is no value of a parameter.
  package struct Misfit: Error {
    /// Begins with the parameter's name: "'rate' is a number and cannot be 'five'".
    package var message: String
    /// What it can be, where it has choices.
    package var explanation: String?
    /// The choice that was probably meant.
    package var fix: String?
  }

  /// The value that a text means, of the declared type and among the choices.
  package func value(for text: String) throws(Misfit) -> Value {
    guard let value = value.replaced(by: text) else {
      let isBeyondRange = value.isNumber && Double.isBeyondRange(text)
      throw Misfit(
        message: "'\(name)' is \(value.kind) and cannot be '\(text)'",
        explanation: isBeyondRange
          ? "the numbers above 0 that a Double holds lie between 5e-324 and 1.8e308" : nil)
    }
    guard choices.isEmpty || choices.contains(value) else {
      let known = choices.map(\.description)
      throw Misfit(
        message: "'\(name)' cannot be '\(text)'",
        explanation: "its choices are \(known.joined(separator: ", "))",
        fix: Spelling.nearest(to: text, among: known).map { "did you mean '\($0)'?" })
    }
    return value
  }
}

extension Parameter.Value {
  /// The type in words.
  package var kind: String {
    switch self {
    case .integer: "a whole number"
    case .number: "a number"
    case .boolean: "true or false"
    case .text: "a text"
    }
  }

  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }

  /// The value as Swift code.
  package var literal: String {
    switch self {
    case .number(let value) where value.isNaN: ".nan"
    case .number(let value) where value.isInfinite: value < 0 ? "-.infinity" : ".infinity"
    case .text(let value): value.debugDescription
    case .integer, .number, .boolean: description
    }
  }

  /// The value of the same type that a text means; `nil` where it means none.
  package func replaced(by text: String) -> Parameter.Value? {
    switch self {
    case .integer: Int(text).map { .integer($0) }
    case .number: Double(written: text).map { .number($0) }
    case .boolean: Bool(text).map { .boolean($0) }
    case .text: .text(text)
    }
  }
}

extension Parameter.Value: CustomStringConvertible {
  /// The value as it is typed: texts without quotation marks.
  package var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .text(let value): value
    }
  }
}
