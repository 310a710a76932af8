internal import Yams

extension FrontMatterParser {
  /// `params:`, a mapping of names to values, or to `{value: …, choices: […]}` as in R Markdown.
  mutating func readParameters(_ value: Node) {
    guard let mapping = value.mapping else {
      return reportWrong("params", value, "a list of names and values")
    }
    for (keyNode, value) in mapping {
      let name = keyNode.optionText ?? ""
      guard SwiftName.isValid(name) else {
        diagnostics.append(
          place.diagnostic(
            keyNode, "parameter '\(name)' is not a name that Swift allows",
            explanation:
              "cells use it as a constant: letters, digits and '_', beginning with a letter, and no keyword"
          ))
        continue
      }
      let line = place.line(of: keyNode.mark)
      if let parts = value.mapping {
        if let parameter = readParameter(name, value, parts, line: line) {
          frontMatter.parameters.append(parameter)
        }
      } else if let read = readValue("parameter '\(name)'", value) {
        frontMatter.parameters.append(Parameter(name: name, value: read, line: line))
      }
    }
  }

  /// A parameter with the values that it can have.
  private mutating func readParameter(
    _ name: String, _ node: Node, _ parts: Node.Mapping, line: Int
  ) -> Parameter? {
    var valueNode: Node?
    var choiceNodes: [Node]?
    for (keyNode, part) in parts {
      switch keyNode.optionText ?? "" {
      case "value": valueNode = part
      case "choices":
        guard let sequence = part.sequence, !sequence.isEmpty else {
          reportWrong("params: \(name): choices", part, "a list of at least one value")
          return nil
        }
        choiceNodes = Array(sequence)
      case let key:
        diagnostics.append(
          place.unknownKey(key, keyNode, in: "params: \(name)", known: ["value", "choices"]))
        return nil
      }
    }
    guard let valueNode else {
      diagnostics.append(
        place.diagnostic(
          node, "parameter '\(name)' has no 'value:'",
          explanation: "write it as '\(name): {value: …, choices: […]}'"))
      return nil
    }
    guard let value = readValue("parameter '\(name)'", valueNode) else { return nil }
    var choices: [Parameter.Value] = []
    for choiceNode in choiceNodes ?? [] {
      guard let read = readValue("a choice of parameter '\(name)'", choiceNode) else { return nil }
      guard let choice = read.converted(toTypeOf: value) else {
        diagnostics.append(
          place.diagnostic(
            choiceNode,
            "parameter '\(name)' is \(value.kind), and its choice '\(read)' is \(read.kind)"))
        return nil
      }
      choices.append(choice)
    }
    if !choices.isEmpty, !choices.contains(value) {
      diagnostics.append(
        place.diagnostic(
          valueNode, "the value '\(value)' of parameter '\(name)' is none of its choices",
          explanation: "they are \(choices.map(\.description).joined(separator: ", "))"))
      return nil
    }
    return Parameter(name: name, value: value, choices: choices, line: line)
  }

  private mutating func readValue(_ subject: String, _ node: Node) -> Parameter.Value? {
    if let scalar = node.scalar, let value = Parameter.Value(yaml: scalar) { return value }
    diagnostics.append(
      place.diagnostic(
        node,
        "\(subject) must be a whole number, a number, true or false, or a text, not \(node.quoted)")
    )
    return nil
  }
}

extension Parameter.Value {
  /// The value of a YAML scalar; `nil` for one without value, and for a number that no `Double`
  /// holds.
  fileprivate init?(yaml scalar: Node.Scalar) {
    let node = Node.scalar(scalar)
    if !node.isPlain {
      self = .text(scalar.string)
    } else if ["", "~", "null"].contains(scalar.string.lowercased()) {
      return nil
    } else if Double.isBeyondRange(scalar.string) {
      return nil
    } else if let integer = node.optionInteger {
      self = .integer(integer)
    } else if let number = node.optionNumber {
      self = .number(number)
    } else if let flag = node.optionBool {
      self = .boolean(flag)
    } else {
      self = .text(scalar.string)
    }
  }

  /// The same value with the type of another one; `nil` where it has another type. A whole number
  /// is a number too.
  fileprivate func converted(toTypeOf other: Parameter.Value) -> Parameter.Value? {
    switch (self, other) {
    case (.integer(let value), .number): .number(Double(value))
    case (.integer, .integer), (.number, .number), (.boolean, .boolean), (.text, .text): self
    default: nil
    }
  }
}
