internal import NotebookDocument

/// What of a `style` attribute may stand in the page: the look of the element itself, and nothing
/// that covers other parts of the page or loads something.
enum StyleDeclarations {
  private static let properties: Set<String> = [
    "align-items", "aspect-ratio", "border-collapse", "border-radius", "border-spacing",
    "caption-side", "color", "column-gap", "display", "empty-cells", "fill", "fill-opacity", "flex",
    "flex-direction", "flex-wrap", "font", "gap", "grid-template-columns", "height",
    "image-rendering", "justify-content", "letter-spacing", "line-height", "list-style-type",
    "max-height", "max-width", "min-height", "min-width", "opacity", "row-gap", "stop-color",
    "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity",
    "stroke-width", "table-layout", "text-align", "text-anchor", "text-indent", "text-transform",
    "vertical-align", "white-space", "width", "word-spacing",
  ]
  private static let families = ["background", "border", "font-", "padding", "text-decoration"]

  /// The declarations that are harmless, in their order.
  static func harmless(_ style: String) -> String {
    style.split(separator: ";").compactMap { declaration -> String? in
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      let property = parts[0].trimmed.lowercased()
      let value = parts[1].trimmed
      guard
        properties.contains(property) || families.contains(where: property.hasPrefix),
        !value.isEmpty, !value.contains(where: { "\\<>{}@\"".contains($0) }),
        value.firstMatch(of: #/(?i)(?:url|image|image-set|src|element)\s*\(/#) == nil
      else { return nil }
      return "\(property):\(value)"
    }.joined(separator: ";")
  }
}
