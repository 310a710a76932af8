@testable import NotebookDocument

/// The HTML that the CommonMark specification prints for a tree: for comparison only.
enum SpecHTML {
  static func html(_ blocks: [Block]) -> String { blocks.map { html($0, isTight: false) }.joined() }

  private static func html(_ block: Block, isTight: Bool) -> String {
    switch block.kind {
    case .heading(let heading):
      "<h\(heading.level)>\(inlines(heading.content))</h\(heading.level)>\n"
    case .paragraph(let content): isTight ? inlines(content) : "<p>\(inlines(content))</p>\n"
    case .quote(let blocks): "<blockquote>\n\(html(blocks))</blockquote>\n"
    case .list(let list): self.list(list)
    case .code(let language, let text):
      "<pre><code\(language.map { " class=\"language-\(escaped($0))\"" } ?? "")>\(escaped(text))</code></pre>\n"
    case .html(let html): html
    case .thematicBreak: "<hr />\n"
    default: "<!-- not CommonMark -->\n"
    }
  }

  private static func list(_ list: List) -> String {
    let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
    let name = list.start == nil ? "ul" : "ol"
    let items = list.items.map { item in
      var html = "<li>"
      for block in item.blocks {
        if case .paragraph = block.kind, list.isTight {
          html += Self.html(block, isTight: true)
        } else {
          if !html.hasSuffix("\n") { html += "\n" }
          html += Self.html(block, isTight: false)
        }
      }
      return html + "</li>\n"
    }
    return "<\(name)\(start)>\n\(items.joined())</\(name)>\n"
  }

  private static func inlines(_ content: [Inline]) -> String {
    content.map { element in
      switch element {
      case .text(let text): escaped(text)
      case .softBreak: "\n"
      case .lineBreak: "<br />\n"
      case .code(let text): "<code>\(escaped(text))</code>"
      case .html(let html): html
      case .emphasis(let content): "<em>\(inlines(content))</em>"
      case .strong(let content): "<strong>\(inlines(content))</strong>"
      case .link(let link):
        "<a href=\"\(address(link.destination))\"\(title(link.title))>\(inlines(link.content))</a>"
      case .image(let picture):
        "<img src=\"\(address(picture.source))\" alt=\"\(escaped(picture.alternativeText))\"\(title(picture.title)) />"
      default: "<!-- not CommonMark -->"
      }
    }.joined()
  }

  private static func title(_ title: String?) -> String {
    title.map { " title=\"\(escaped($0))\"" } ?? ""
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  private static func address(_ text: String) -> String {
    text.utf8.map { byte in
      let isKept =
        byte < 0x80 && (byte.isLetter || byte.isDigit || "-_.+!*(),%#@?=;:/$~".utf8.contains(byte))
      if byte == UInt8(ascii: "&") { return "&amp;" }
      if byte == UInt8(ascii: "'") { return "&#x27;" }
      if isKept { return String(Unicode.Scalar(byte)) }
      let hex = String(byte, radix: 16, uppercase: true)
      return "%" + (hex.count < 2 ? "0" : "") + hex
    }.joined()
  }
}
