internal import NotebookDocument

/// The text that the compiler gets for one unit: imports and constants before the author's lines.
struct ModuleSource: Sendable {
  var unit: CodeUnit
  var imports: [String]
  var parameters: [Parameter]
  /// The parameters that the unit reads before it defines their names itself.
  var earlierParameters: [Parameter] = []
  var notePath: String
  var preludeModule: String

  /// The text with the cell's last value shown and its waiting made to return.
  var rewritten: String { text(unit.rewritten.text) }

  /// The text with the author's own expressions, for errors in the compiler's best words.
  var plain: String { text(unit.plain.text) }

  private func text(_ code: String) -> String {
    var lines = ["import \(preludeModule)"] + imports
    let handler = FrontendInvocation.errorHandler(of: unit.moduleName)
    lines.append(
      """
      enum \(unit.markerName) {
        nonisolated(unsafe) static var line = 1
        @_silgen_name("\(handler)") static func uncaughtError(_ error: \(preludeModule).AnyError) {
          \(preludeModule).reportUncaughtError(error, line: \(unit.compiledFirstLine - 1) + line)
        }
      }
      """)
    lines.append("\(preludeModule).beginCell(\(unit.name.debugDescription))")
    for parameter in parameters {
      lines += [location(parameter.line), "private \(constant(parameter))"]
    }
    if !earlierParameters.isEmpty {
      lines.append("private enum \(EarlierNames.parameterConstants) {")
      for parameter in earlierParameters {
        lines += [location(parameter.line), "static \(constant(parameter))"]
      }
      lines.append("}")
    }
    lines.append(location(unit.compiledFirstLine))
    // The line after the code takes an unterminated comment's or string's blame, not the module.
    return lines.joined(separator: "\n") + "\n" + code + "\n"
  }

  private func constant(_ parameter: Parameter) -> String {
    "let \(parameter.name): \(parameter.swiftType) = "
      + "\(preludeModule).parameterValue(\"\(parameter.name)\")"
  }

  private func location(_ line: Int) -> String {
    let file = notePath.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "#sourceLocation(file: \"\(file)\", line: \(max(1, line)))"
  }
}

extension Parameter {
  /// The type a cell sees.
  package var swiftType: String {
    switch value {
    case .integer: "Int"
    case .number: "Double"
    case .boolean: "Bool"
    case .text: "String"
    }
  }
}
