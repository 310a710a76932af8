internal import Foundation
internal import MarkupTree
internal import NotebookDocument

extension PreviewControls {
  /// The field of a form that sets a parameter: by its type, or with its choices.
  func parameterField(_ parameter: Parameter) -> MarkupNode {
    let identifier = "preview:parameter-\(parameter.name)"
    let field = parameter.choices.isEmpty ? input(parameter.value) : selection(parameter)
    return .element(
      "p", [:],
      [
        .element("label", ["for": identifier], [.text(parameter.name)]), .text(" "),
        field.attribute("id", identifier).attribute("name", parameter.name)
          .attribute(attribute, "parameter"),
      ])
  }

  /// Parameters as an address has them.
  func query(_ parameters: [String: String]) -> String {
    parameters.sorted { $0.key < $1.key }
      .map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  private func input(_ value: Parameter.Value) -> MarkupNode {
    let input = MarkupNode.element("input")
    switch value {
    case .integer: return input.attribute("type", "number").attribute("step", "1").value(value)
    case .number: return input.attribute("type", "number").attribute("step", "any").value(value)
    case .boolean(let isOn):
      let box = input.attribute("type", "checkbox")
      return isOn ? box.attribute("checked") : box
    case .text: return input.attribute("type", "text").value(value)
    }
  }

  private func selection(_ parameter: Parameter) -> MarkupNode {
    .element(
      "select", [:],
      parameter.choices.map { choice in
        let option = MarkupNode.element("option", [:], [.text(choice.description)]).value(choice)
        return choice == parameter.value ? option.attribute("selected") : option
      })
  }
}

extension MarkupNode {
  fileprivate func value(_ value: Parameter.Value) -> MarkupNode {
    attribute("value", value.description)
  }
}
