internal import MarkupTree
internal import NotebookDocument

/// Lets the author's own HTML through as far as it can neither run code, nor reach the network, nor
/// break the page: known elements and attributes only, every element closed where it was opened.
struct RawHTMLFilter {
  /// Open elements of the author's, one list for each element of ours that encloses them.
  private var openElements: [[String]] = [[]]
  private(set) var diagnostics: [Diagnostic] = []

  /// Elements that may stand in the page, with what they may carry besides the common attributes.
  private static let elements: [String: Set<String>] = [
    "a": ["href", "name"], "abbr": [], "b": [], "bdi": [], "blockquote": ["cite"], "br": [],
    "center": [], "cite": [], "code": [], "dd": [], "del": [], "details": ["open"], "dfn": [],
    "div": [], "dl": [], "dt": [], "em": [], "figcaption": [], "figure": [], "h2": [], "h3": [],
    "h4": [], "h5": [], "h6": [], "hr": [], "i": [], "img": ["src", "alt", "width", "height"],
    "ins": [], "kbd": [], "li": ["value"], "mark": [], "ol": ["start", "reversed", "type"], "p": [],
    "pre": [], "q": ["cite"], "s": [], "samp": [], "section": [], "small": [], "span": [],
    "strong": [], "sub": [], "summary": [], "sup": [], "table": [], "tbody": [],
    "td": ["colspan", "rowspan"], "tfoot": [], "th": ["colspan", "rowspan", "scope"], "thead": [],
    "time": ["datetime"], "tr": [], "u": [], "ul": [], "var": [], "wbr": [],
  ]

  private static let common: Set<String> = ["id", "class", "title", "lang", "dir", "align"]
  private static let void: Set<String> = ["br", "hr", "img", "wbr"]
  /// Elements whose content is no prose and goes with them.
  private static let dropped: Set<String> = [
    "script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math",
    "textarea",
    "select", "title", "head",
  ]

  /// The element whose content is being dropped.
  private var droppedElement: String?

  /// Begins an element of ours.
  mutating func open() { openElements.append([]) }

  /// Ends an element of ours, and what the author left open in it.
  mutating func close() -> [MarkupNode] {
    let names = openElements.popLast() ?? []
    return names.reversed().map { .raw("</\($0)>") }
  }

  /// Ends everything at the end of the page.
  mutating func closeAll() -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    while !openElements.isEmpty { nodes += close() }
    openElements = [[]]
    return nodes
  }

  mutating func nodes(
    for html: String, line: Int?, images: ImageEmbedder, path: String
  ) -> [MarkupNode] {
    HTMLTokenizer.tokens(in: html).flatMap { token -> [MarkupNode] in
      if let name = droppedElement {
        if token == .closeTag(name: name) { droppedElement = nil }
        return []
      }
      switch token {
      case .comment: return []
      case .text(let text): return [.raw(Self.escapedText(text))]
      case .closeTag(let name): return closing(name)
      case .openTag(let name, let attributes):
        guard let allowed = Self.elements[Self.modern(name)] else {
          refuse(name, line: line, path: path)
          return []
        }
        return opening(Self.modern(name), attributes, allowed, line: line, images: images)
      }
    }
  }

  /// Text between tags: character references stay, stray `<` and `>` cannot begin anything.
  private static func escapedText(_ text: String) -> String {
    text.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// Elements that HTML has given up, by their successors; the page has its own `<h1>`.
  private static func modern(_ name: String) -> String {
    switch name {
    case "strike": "s"
    case "tt": "code"
    case "font": "span"
    case "h1": "h2"
    case "big": "span"
    default: name
    }
  }

  private mutating func refuse(_ name: String, line: Int?, path: String) {
    if Self.dropped.contains(name) { droppedElement = name }
    diagnostics.append(
      Diagnostic(
        .warning, file: path, line: line, "HTML element '\(name)' is left out of the report",
        explanation: "a report is one file without scripts, forms and frames"))
  }

  private mutating func opening(
    _ name: String, _ attributes: [(name: String, value: String?)], _ allowed: Set<String>,
    line: Int?, images: ImageEmbedder
  ) -> [MarkupNode] {
    var isCentered = name == "center"
    var written = ""
    var hasAlternative = false
    var seen: Set<String> = []
    for attribute in attributes
    where allowed.contains(attribute.name) || Self.common.contains(attribute.name) {
      guard seen.insert(attribute.name).inserted else { continue }
      var value = Self.decoded(attribute.value ?? "")
      switch attribute.name {
      case "src":
        guard let address = images.dataAddress(value, line: line) else { return [missing(value)] }
        value = address
      case "href":
        guard let address = LinkAddress.shown(value) else { continue }
        value = address
      case "align":
        isCentered = isCentered || value.lowercased() == "center"
        continue
      case "width", "height":
        guard let pixels = Int(value.hasSuffix("px") ? String(value.dropLast(2)) : value) else {
          continue
        }
        value = String(pixels)
      case "alt": hasAlternative = true
      case "id" where value.isEmpty || value.contains(where: \.isWhitespace): continue
      case "open", "reversed":
        written += " \(attribute.name)"
        continue
      default: break
      }
      written += " \(attribute.name)=\"\(MarkupEscaping.attribute(value))\""
    }
    if name == "img", !hasAlternative { written += " alt=\"\"" }
    if isCentered, !seen.contains("class") { written += " class=\"centered\"" }
    let shown = name == "center" ? "div" : name
    if !Self.void.contains(shown) { openElements[openElements.count - 1].append(shown) }
    return [.raw("<\(shown)\(written)>")]
  }

  private func missing(_ source: String) -> MarkupNode {
    .element("span", ["class": "missing"], [.text("Image not shown: \(source)")])
  }

  /// Ends an element of the author's with all in it; an end without beginning is left out.
  private mutating func closing(_ name: String) -> [MarkupNode] {
    let shown = name == "center" ? "div" : Self.modern(name)
    let last = openElements.count - 1
    guard let index = openElements[last].lastIndex(of: shown) else { return [] }
    let names = openElements[last][index...]
    openElements[last].removeSubrange(index...)
    return names.reversed().map { .raw("</\($0)>") }
  }

  /// An attribute's value with character references resolved, to be escaped again: an address must
  /// be judged as a browser reads it.
  private static func decoded(_ value: String) -> String {
    guard value.contains("&") else { return value }
    var value = value.replacing(/&#([xX]?)([0-9a-fA-F]{1,8});?/) { match in
      let number = UInt32(match.2, radix: match.1.isEmpty ? 10 : 16)
      let scalar = number.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
      return String(Character(scalar))
    }
    for (name, character) in [
      ("&quot;", "\""), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"),
      ("&colon;", ":"), ("&Tab;", "\t"), ("&NewLine;", "\n"), ("&amp;", "&"),
    ] { value = value.replacing(name, with: character) }
    return value
  }
}
