internal import MarkupTree
internal import NotebookDocument

/// Lets the author's own HTML through as far as it can neither run code, nor reach the network, nor
/// break the page: known elements and attributes only, every element closed where it was opened.
struct RawHTMLFilter {
  /// Open elements of the author's, one list for each element of ours that encloses them.
  private var openElements: [[String]] = [[]]
  private(set) var diagnostics: [Diagnostic] = []
  /// What the page's identifiers for the author's begin with.
  private let prefix: String
  /// The author's identifiers in a text of its own, to which its links lead first.
  private let ownNames: Set<String>
  /// Whether drawings in SVG are shown.
  private let allowsDrawings: Bool

  /// Elements that may stand in the page, with what they may carry besides the common attributes.
  private static let elements: [String: Set<String>] = [
    "a": ["href", "name"], "abbr": [], "b": [], "bdi": [], "blockquote": ["cite"], "br": [],
    "center": [], "cite": [], "code": [], "dd": [], "del": [], "details": ["open"], "dfn": [],
    "div": [], "dl": [], "dt": [], "em": [], "figcaption": [], "figure": [], "h2": [], "h3": [],
    "h4": [], "h5": [], "h6": [], "hr": [], "i": [], "img": ["src", "alt", "width", "height"],
    "ins": [], "kbd": [], "li": ["value"], "mark": [], "ol": ["start", "reversed", "type"], "p": [],
    "pre": [], "q": ["cite"], "rp": [], "rt": [], "ruby": [], "s": [], "samp": [], "section": [],
    "small": [], "span": [],
    "strong": [], "sub": [], "summary": [], "sup": [], "table": [], "tbody": [],
    "td": ["colspan", "rowspan"], "tfoot": [], "th": ["colspan", "rowspan", "scope"], "thead": [],
    "time": ["datetime"], "tr": [], "u": [], "ul": [], "var": [], "wbr": [],
  ]

  /// What every element may carry. Classes are those of the page's own style sheet and of no use
  /// to an author.
  private static let common: Set<String> = ["id", "title", "lang", "dir", "align", "style"]
  private static let void: Set<String> = ["br", "hr", "img", "wbr"]
  /// Elements whose content is no prose and goes with them.
  private static let dropped: Set<String> = [
    "script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math",
    "textarea", "select", "title", "head", "xmp", "noembed", "noframes", "plaintext", "canvas",
    "audio", "video",
  ]

  /// The element whose content is being left out, where a later piece of the same paragraph ends
  /// it.
  private(set) var droppedElement: String?

  /// What the author's addresses and identifiers mean on the page.
  struct Context {
    var line: Int?
    var images: ImageEmbedder
    var links: LinkResolver
    var files: NoteFiles
    var path: String
    var identifiers: PageIdentifiers
    /// Whether `line` is the place of the whole text, whose own lines are none of the note's.
    var isOneLine: Bool
  }

  /// For the HTML of the note's prose.
  init() {
    prefix = LinkResolver.ownIdentifier("")
    ownNames = []
    allowsDrawings = false
  }

  /// For HTML that a cell shows.
  ///
  /// - Parameter name: tells its identifiers from those of the others.
  init(output html: String, name: String) {
    prefix = LinkResolver.ownIdentifier(name)
    ownNames = Set(HTMLTokenizer.identifiers(in: html))
    allowsDrawings = true
  }

  /// A whole text, with everything ended that it begins.
  mutating func nodes(forWhole html: String, _ context: Context) -> [MarkupNode] {
    nodes(for: html, context) + closeAll()
  }

  /// Begins an element of ours.
  mutating func open() { openElements.append([]) }

  /// Ends an element of ours, and what the author left open in it.
  mutating func close() -> [MarkupNode] {
    droppedElement = nil
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

  /// The nodes of a block of raw HTML, with the elements ended that nothing ends later.
  mutating func nodes(
    forBlock html: String, endingLater: Int, _ context: Context
  ) -> [MarkupNode] {
    let depth = openElements[openElements.count - 1].count
    var nodes = self.nodes(for: html, context)
    let last = openElements.count - 1
    while openElements[last].count > depth + endingLater {
      nodes.append(.raw("</\(openElements[last].removeLast())>"))
    }
    return nodes
  }

  /// How many elements are left open by a block of raw HTML and ended by a later one, for each of
  /// the blocks that stand side by side.
  static func openElements(in blocks: [Block]) -> [Int] {
    var counts = [Int](repeating: 0, count: blocks.count)
    var open: [(name: String, block: Int)] = []
    for (index, block) in blocks.enumerated() {
      guard case .html(let html) = block.kind else { continue }
      for token in HTMLTokenizer.tokens(in: html) {
        switch token {
        case .openTag(let name, _) where elements[modern(name)] != nil && !void.contains(name):
          open.append((shownName(name), index))
        case .closeTag(let name):
          guard let start = open.lastIndex(where: { $0.name == shownName(name) }) else { continue }
          for element in open[start...] where element.block != index { counts[element.block] += 1 }
          open.removeSubrange(start...)
        default: break
        }
      }
    }
    return counts
  }

  private static func shownName(_ name: String) -> String {
    name == "center" ? "div" : modern(name)
  }

  /// The nodes of raw HTML in a line of prose; later pieces of the line may end its elements.
  mutating func nodes(
    forInline html: String, _ context: Context, isEndedLater: (String) -> Bool
  ) -> [MarkupNode] {
    nodes(for: html, context, isEndedLater: isEndedLater)
  }

  private mutating func nodes(
    for html: String, _ context: Context, isEndedLater: (String) -> Bool = { _ in false }
  ) -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    let tokens = HTMLTokenizer.tokens(in: html)
    var lastEnds: [String: Int] = [:]
    for (index, token) in tokens.enumerated() {
      if case .closeTag(let name) = token { lastEnds[name] = index }
    }
    var context = context
    for (index, token) in tokens.enumerated() {
      if let name = droppedElement {
        if token == .closeTag(name: name) { droppedElement = nil }
        context.countLines(of: token)
        continue
      }
      switch token {
      case .comment: break
      case .text(let text): nodes.append(.raw(Self.escapedText(text)))
      case .closeTag(let name): nodes += closing(name)
      case .openTag(let name, let attributes):
        if isDrawing || allowsDrawings && name == "svg" {
          nodes += drawing(name, attributes, isEnded: lastEnds[name, default: -1] > index, context)
          break
        }
        guard let allowed = Self.elements[Self.modern(name)] else {
          let isEnded = lastEnds[name, default: -1] > index || isEndedLater(name)
          leaveOut(name, isEnded: isEnded, context)
          break
        }
        nodes += opening(
          Self.modern(name), name == "font" ? Self.styled(attributes) : attributes, allowed, context
        )
      }
      context.countLines(of: token)
    }
    return nodes
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

  /// The attributes of a `<font>`, with its colour and its face as a style.
  private static func styled(
    _ attributes: [(name: String, value: String?)]
  ) -> [(name: String, value: String?)] {
    let style = attributes.compactMap { attribute -> String? in
      switch attribute.name {
      case "color": attribute.value.map { "color:\($0)" }
      case "face": attribute.value.map { "font-family:\($0)" }
      case "style": attribute.value
      default: nil
      }
    }
    return [("style", style.joined(separator: ";"))] + attributes
  }

  /// Leaves an element out, with its content where that is no prose and comes to an end.
  private mutating func leaveOut(_ name: String, isEnded: Bool, _ context: Context) {
    let isDropped = Self.dropped.contains(name)
    if isDropped, isEnded { droppedElement = name }
    diagnostics.append(
      Diagnostic(
        .warning, file: context.path, line: context.line,
        "HTML element '\(name)' is left out of the report",
        explanation: isDropped && !isEnded
          ? "nothing closes it: what follows it is shown"
          : "a report is one file without scripts, forms and frames; --trust shows all HTML as it is"
      ))
  }

  private mutating func opening(
    _ name: String, _ attributes: [(name: String, value: String?)], _ allowed: Set<String>,
    _ context: Context
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
        guard
          let address = context.images.dataAddress(
            value, files: context.files, line: context.line)
        else { return [context.images.missing(value)] }
        value = address
      case "href":
        guard let address = address(value, context) else { continue }
        value = address
      case "align":
        isCentered = isCentered || value.lowercased() == "center"
        continue
      case "width", "height":
        switch Length(value) {
        case .pixels(let count): value = String(count)
        case .percent where name == "img": value = value.filter { !$0.isWhitespace }
        default: continue
        }
      case "alt": hasAlternative = true
      case "id", "name":
        if let identifier = identifier(value, context) {
          written += " id=\"\(MarkupEscaping.attribute(identifier))\""
        }
        continue
      case "style":
        value = StyleDeclarations.harmless(value)
        guard !value.isEmpty else { continue }
      case "open", "reversed":
        written += " \(attribute.name)"
        continue
      default: break
      }
      written += " \(attribute.name)=\"\(MarkupEscaping.attribute(value))\""
    }
    if name == "img", !hasAlternative { written += " alt=\"\"" }
    if isCentered { written += " class=\"centered\"" }
    let shown = name == "center" ? "div" : name
    if !Self.void.contains(shown) { openElements[openElements.count - 1].append(shown) }
    return [.raw("<\(shown)\(written)>")]
  }

  /// Where a link leads: to a place of the same text, or as the note's links do.
  private func address(_ value: String, _ context: Context) -> String? {
    if value.hasPrefix("#"), ownNames.contains(value.dropFirst().description) {
      return "#" + prefix + value.dropFirst()
    }
    return context.links.address(value, line: context.line, files: context.files)
  }

  /// The page's identifier for the author's; `nil` where it is none, or borne already.
  private func identifier(_ value: String, _ context: Context) -> String? {
    guard !value.isEmpty, !value.contains(where: \.isWhitespace) else { return nil }
    return context.identifiers.take(prefix + value)
  }

  // MARK: Drawings

  /// Whether what comes is a part of a drawing.
  private var isDrawing: Bool { openElements[openElements.count - 1].contains("svg") }

  /// An element of SVG.
  private mutating func drawing(
    _ name: String, _ attributes: [(name: String, value: String?)], isEnded: Bool,
    _ context: Context
  ) -> [MarkupNode] {
    guard SVGMarkup.elements.contains(name) else {
      leaveOut(name, isEnded: isEnded, context)
      return []
    }
    var written = ""
    var seen: Set<String> = []
    for attribute in attributes where seen.insert(attribute.name).inserted {
      let value = Self.decoded(attribute.value ?? "")
      if attribute.name == "id" {
        guard let identifier = identifier(value, context) else { continue }
        written += " id=\"\(MarkupEscaping.attribute(identifier))\""
      } else if let shown = SVGMarkup.value(of: attribute.name, value, of: name, prefix: prefix) {
        written += " \(attribute.name)=\"\(MarkupEscaping.attribute(shown))\""
      }
    }
    openElements[openElements.count - 1].append(name)
    return [.raw("<\(name)\(written)>")]
  }

  /// Ends an element of the author's with all in it; an end without beginning is left out.
  private mutating func closing(_ name: String) -> [MarkupNode] {
    let shown = Self.shownName(name)
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
    // Browsers read numbers without a semicolon too.
    let value = value.replacing(/&#([xX]?)([0-9a-fA-F]{1,8});?/) { match in
      let number = UInt32(match.2, radix: match.1.isEmpty ? 10 : 16)
      let scalar = number.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
      return String(Character(scalar))
    }
    return CharacterReferences.decoded(value)
  }
}

extension RawHTMLFilter.Context {
  /// Moves on over the lines of a piece of HTML.
  fileprivate mutating func countLines(of token: HTMLToken) {
    guard !isOneLine, case .text(let text) = token, let current = line else { return }
    line = current + text.utf8.count { $0 == UInt8(ascii: "\n") }
  }
}
