/// The line that opens a division.
struct DivisionFence: Equatable {
  var attributes: Attributes
  /// What else stands on the line: the title of a callout in other tools' notation.
  var title: String
  /// Whether its name stands in braces, as MyST writes its directives.
  var isDirective = false
}

extension BlockExtensionScanner {
  /// Takes a line `:::`, `::: {.callout-note}`, `::: warning` or `:::{note} Title` out. A paragraph
  /// of its own with the placeholder stands there for cmark.
  mutating func takeDivisionFence(_ line: Int, at start: Int) -> Int? {
    let bytes = text.bytes
    let range = text.range(ofLine: line)
    let colons = bytes[..<range.upperBound].runLength(of: UInt8(ascii: ":"), at: start)
    guard colons >= 3, let kind = fence(bytes[(start + colons)..<range.upperBound].trimmed) else {
      return nil
    }
    let prefix = range.lowerBound..<start
    let further = ContainerPrefix.continued(bytes[prefix])
    if further.elementsEqual(bytes[prefix]) {
      output.append(text, prefix)
      output.append([UInt8(ascii: "\n")], from: text.origin(of: start))
    }
    output.append(text, prefix)
    takeOut(kind, start..<range.upperBound)
    output.append([UInt8(ascii: "\n")], from: text.origin(of: range.upperBound))
    output.append(further + [UInt8(ascii: "\n")], from: text.origin(of: range.upperBound))
    return line + 1
  }

  /// What stands behind the colons; `nil` where that is no fence.
  private func fence(_ rest: ArraySlice<UInt8>) -> ExtensionElement.Kind? {
    // Trailing colons are decoration.
    let content = rest.trimmingSuffix { $0 == UInt8(ascii: ":") }.trimmed
    guard let first = content.first else { return .divisionEnd }
    if first == UInt8(ascii: "{") {
      if let found = AttributeParser.attributes(
        in: text.bytes, at: content.startIndex, limit: content.endIndex)
      {
        let title = text.bytes[found.end..<content.endIndex].trimmed
        guard title.isEmpty else { return nil }
        return .divisionStart(DivisionFence(attributes: found.attributes, title: ""))
      }
      guard let close = content.firstIndex(of: UInt8(ascii: "}")) else { return nil }
      return named(
        content[(content.startIndex + 1)..<close], title: content[(close + 1)...],
        isDirective: true)
    }
    let name = content.prefix { $0.isLabelByte }
    var title = content[name.endIndex...]
    if title.first == UInt8(ascii: "["), title.last == UInt8(ascii: "]") {
      title = title.dropFirst().dropLast()
    }
    return named(name, title: title)
  }

  private func named(
    _ name: ArraySlice<UInt8>, title: ArraySlice<UInt8>, isDirective: Bool = false
  ) -> ExtensionElement.Kind? {
    guard !name.isEmpty,
      name.allSatisfy({ $0.isLabelByte || isDirective && $0 == UInt8(ascii: ":") })
    else { return nil }
    var attributes = Attributes()
    attributes.classes = [String(decoding: name, as: UTF8.self)]
    let title = elements.restored(title.trimmed)
    return .divisionStart(
      DivisionFence(attributes: attributes, title: title, isDirective: isDirective))
  }

  /// Takes the text of a definition out that has further blocks, indented by four spaces:
  ///
  ///     Term
  ///     : First paragraph.
  ///
  ///         Second paragraph.
  ///
  /// Pandoc lets `~` stand for the colon.
  mutating func takeDescription(at line: Int) -> Int? {
    let bytes = text.bytes
    let range = text.range(ofLine: line)
    let colon = bytes[range].drop { $0 == UInt8(ascii: " ") }.startIndex
    guard colon - range.lowerBound < 4, colon + 1 < range.upperBound,
      bytes.has(":", at: colon) || bytes.has("~", at: colon),
      bytes[colon + 1].isSpaceOrTab
    else { return nil }
    var above = line - 1
    if above > 0, isBlank(above) { above -= 1 }
    guard above > 0, kinds[above] == .prose || above < lineAfterDescription else { return nil }
    let content = bytes[(colon + 1)..<range.upperBound].drop(while: \.isSpaceOrTab)
    let (body, next) = indentedText(from: content.startIndex, line)
    guard (line..<next).contains(where: { isBlank($0) }) else { return nil }
    lineAfterDescription = next
    output.append(text, range.lowerBound..<content.startIndex)
    takeOut(.description(body), content.startIndex..<text.range(ofLine: next - 1).upperBound)
    output.append(
      [UInt8(ascii: "\n")], from: text.origin(of: text.range(ofLine: next - 1).upperBound))
    return next
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces and tabs at both ends.
  var trimmed: ArraySlice<UInt8> {
    drop(while: \.isSpaceOrTab).trimmingSuffix(while: \.isSpaceOrTab)
  }
}
