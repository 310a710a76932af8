internal import NotebookDisplay

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The page's rules, from `Resources/page.css`. Colours come only from the tokens, so that one file
/// is light, dark and printed.
enum StyleSheet {
  /// The rules that a page needs.
  ///
  /// - Parameter markup: of the page's body.
  static func css(for markup: String) -> String {
    let charts = has("class=\"chart-figure", markup) ? ChartStyle.css : ChartStyle.pageTokens
    return charts + parts.filter { has($0.mark, markup) }.map(\.rules).joined()
  }

  private static func has(_ mark: String, _ markup: String) -> Bool {
    mark.isEmpty || strstr(markup, mark) != nil
  }

  /// Rules of the user's own as they may stand in a page's `<style>`: `<\/` means the same there
  /// and does not end the element, and browsers take the checksum of text with line feeds alone.
  static func embedded(_ rules: String) -> String {
    rules.replacing("\r\n", with: "\n").replacing("</", with: "<\\/")
  }

  /// The rules of all pages.
  static let all = ChartStyle.css + parts.map(\.rules).joined()

  /// Rules, and the text in a page's markup by which it is known that they are needed.
  private struct Part {
    var mark: String
    var rules: String
  }

  /// The file in its parts: each begins with a comment that says `for` or `always`.
  private static let parts: [Part] = {
    var parts = [Part(mark: "", rules: "")]
    for line in ResourceText.lines(of: PackageResources.page_css) {
      switch line {
      case .text(let text): parts[parts.count - 1].rules += text + "\n"
      case .comment(let text) where text.hasPrefix("for "):
        parts.append(Part(mark: String(text.dropFirst(4)), rules: ""))
      case .comment("always"): parts.append(Part(mark: "", rules: ""))
      case .comment: break
      }
    }
    return parts
  }()
}

/// The scripts of pages; each page is whole without its own.
enum PageScript {
  /// For notes that ask for it, from `Resources/page.js`: buttons that copy code, and the place in
  /// the contents where the browser's style sheets cannot show it.
  static let code = text(PackageResources.page_js)
  /// The search of a folder's index, from `Resources/index.js`; without it, the whole list is
  /// shown.
  static let index = text(PackageResources.index_js)

  private static func text(_ bytes: [UInt8]) -> String {
    ResourceText.lines(of: bytes).compactMap { line in
      if case .text(let text) = line { text + "\n" } else { nil }
    }.joined()
  }
}

/// Files that are compiled into the program.
private enum ResourceText {
  enum Line {
    /// Without its indentation.
    case text(String)
    /// A comment of one line, without its marks.
    case comment(String)
  }

  /// The lines, without empty ones and without comments of several lines.
  static func lines(of bytes: [UInt8]) -> [Line] {
    var isComment = false
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let text = line.drop { $0 == " " }
      if text.hasPrefix("/* "), text.hasSuffix(" */") {
        return .comment(String(text.dropFirst(3).dropLast(3)))
      }
      if text.hasPrefix("//") { return .comment(String(text.dropFirst(2))) }
      if text.hasPrefix("/*") { isComment = true }
      defer { if text.hasSuffix("*/") { isComment = false } }
      return isComment || text.isEmpty ? nil : .text(String(text))
    }
  }
}
