internal import NotebookDocument

/// Which parts of SVG a drawing may have that a cell shows: shapes, text and paints, and nothing
/// that runs, moves, or comes from elsewhere. Names are in lower case, as HTML reads them.
enum SVGMarkup {
  static let elements = HTMLTokenizer.drawingElements.union(["title"])

  private static let attributes: Set<String> = [
    "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "class", "clip-path",
    "clip-rule", "clippathunits", "color", "cx", "cy", "d", "display", "dominant-baseline", "dx",
    "dy", "fill", "fill-opacity", "fill-rule", "font-family", "font-size", "font-style",
    "font-weight", "fx", "fy", "gradienttransform", "gradientunits", "height", "letter-spacing",
    "marker-end", "marker-mid", "marker-start", "markerheight", "markerunits", "markerwidth",
    "mask", "offset", "opacity", "orient", "overflow", "paint-order", "pathlength",
    "patterntransform", "patternunits", "points", "preserveaspectratio", "r", "refx", "refy",
    "role", "rotate", "rx", "ry", "shape-rendering", "spreadmethod", "startoffset", "stop-color",
    "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor",
    "text-rendering", "textlength", "transform", "vector-effect", "viewbox", "visibility", "width",
    "x", "x1", "x2", "xmlns", "y", "y1", "y2",
  ]

  /// An attribute's value as it may stand in the page; `nil` for an attribute that may not.
  ///
  /// - Parameter prefix: what the page's identifiers begin with for those of the drawing.
  static func value(
    of attribute: String, _ value: String, of element: String, prefix: String
  ) -> String? {
    switch attribute {
    case "style":
      let kept = StyleDeclarations.harmless(value)
      return kept.isEmpty ? nil : kept
    case "href", "xlink:href":
      if value.hasPrefix("#") { return "#" + prefix + value.dropFirst() }
      let isPicture = ["data:image/png;", "data:image/jpeg;"].contains { value.hasPrefix($0) }
      return element == "image" && isPicture ? value : nil
    case "aria-describedby", "aria-labelledby":
      return value.split(separator: " ").map { prefix + $0 }.joined(separator: " ")
    case _ where attributes.contains(attribute):
      guard value.lowercased().contains("url(") else { return value }
      guard let match = value.wholeMatch(of: #/\s*url\(\s*["']?#([^"'()\s]+)["']?\s*\)\s*/#) else {
        return nil
      }
      return "url(#\(prefix)\(match.1))"
    default: return nil
    }
  }
}
