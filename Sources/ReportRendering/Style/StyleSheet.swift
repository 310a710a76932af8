internal import NotebookDisplay

/// The page's rules, from `Resources/page.css`. Colours come only from the tokens, so that one file is
/// light, dark and printed.
enum StyleSheet {
  /// The rules of a page.
  static func css(hasCharts: Bool) -> String {
    (hasCharts ? ChartStyle.css : ChartStyle.pageTokens) + page
  }

  private static let page = ResourceText.withoutComments(PackageResources.page_css)
}

/// The page's script, from `Resources/page.js`: buttons that copy code, and the place in the contents
/// where the browser's style sheets cannot show it. The page is whole without it.
enum PageScript {
  static let code = ResourceText.withoutComments(PackageResources.page_js)
  /// The search of a folder's index, from `Resources/index.js`; without it, the whole list is shown.
  static let index = ResourceText.withoutComments(PackageResources.index_js)
}

/// Files that are compiled into the program.
private enum ResourceText {
  /// The text without indentation, empty lines and comments that fill lines of their own.
  static func withoutComments(_ bytes: [UInt8]) -> String {
    var isComment = false
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let text = line.drop { $0 == " " }
      if text.hasPrefix("/*") { isComment = true }
      defer { if text.hasSuffix("*/") { isComment = false } }
      return isComment || text.isEmpty || text.hasPrefix("//") ? nil : text + "\n"
    }.joined()
  }
}
