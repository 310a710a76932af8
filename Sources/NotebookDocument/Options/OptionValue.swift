internal import Yams

/// Reading of single YAML values; `nil` means that the value is of another kind.
extension Node {
  var isPlain: Bool { scalar?.style == .plain || scalar?.style == .any }

  /// Whether nothing is said: no value, `null`, or a list of nothing else.
  var isBlank: Bool {
    if let scalar { return isPlain && ["", "~", "null"].contains(scalar.string.lowercased()) }
    if let sequence { return sequence.allSatisfy(\.isBlank) }
    return mapping?.isEmpty ?? false
  }

  var optionBool: Bool? {
    guard isPlain else { return nil }
    switch scalar?.string.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default: return nil
    }
  }

  var optionText: String? { scalar?.string }

  var optionNumber: Double? {
    guard isPlain, let text = scalar?.string.replacing("_", with: ""),
      text.first?.isNumber == true || "+-.".contains(text.first ?? "x")
    else { return nil }
    return Double(written: text)
  }

  /// A whole number; as in YAML also in base 16, `0x10`, and 8, `0o20`.
  var optionInteger: Int? {
    guard isPlain, let text = scalar?.string.replacing("_", with: "") else { return nil }
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
    return Int(text)
  }

  /// The same value without quotation marks; `nil` for one that has none.
  var withoutQuotes: Node? {
    guard let scalar, !isPlain else { return nil }
    return .scalar(Node.Scalar(scalar.string, scalar.tag, .plain, scalar.mark))
  }

  /// A list of texts, or a single one.
  var optionTexts: [String]? {
    if isBlank { return [] }
    if let text = scalar?.string { return [text] }
    guard let sequence else { return nil }
    let given = sequence.filter { !$0.isBlank }
    let texts = given.compactMap(\.optionText)
    return texts.count == given.count ? texts : nil
  }

  /// How a wrong value is quoted in a message.
  var quoted: String {
    switch self {
    case .scalar(let scalar): "'\(scalar.string)'"
    case .sequence: "a list"
    default: "a mapping"
    }
  }
}
