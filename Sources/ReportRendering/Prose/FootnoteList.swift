internal import MarkupTree
internal import NotebookDocument

/// The footnotes of a page in the order of their first marks: the note's own, and those of embedded
/// notes and of printed Markdown.
struct FootnoteList {
  /// A text with footnotes of its own.
  private struct Scope {
    var footnotes: [Footnote]
    /// The page's numbers, by the places in `footnotes`.
    var numbers: [Int: Int] = [:]
  }

  struct Entry {
    var footnote: Footnote
    fileprivate var scope: Int
    /// How often it has been referred to so far.
    var marks = 0
    /// Its markup, once it has been rendered.
    var content: [MarkupNode]?
  }

  struct Mark {
    var number: Int
    var identifier: String
  }

  private(set) var entries: [Entry] = []
  private var scopes: [Scope]
  private var open: [Int] = [0]

  init(_ footnotes: [Footnote]) { scopes = [Scope(footnotes: footnotes)] }

  /// Begins a text with footnotes of its own.
  mutating func begin(_ footnotes: [Footnote]) {
    open.append(scopes.count)
    scopes.append(Scope(footnotes: footnotes))
  }

  mutating func end() { open.removeLast() }

  /// The place in `entries` of the next footnote to render that the text being rendered has.
  var next: Int? {
    let scope = open[open.count - 1]
    return entries.firstIndex { $0.scope == scope && $0.content == nil }
  }

  mutating func keep(_ content: [MarkupNode], of index: Int) { entries[index].content = content }

  /// A mark for the footnote with an index in the text being rendered.
  mutating func refer(to index: Int) -> Mark {
    let scope = open[open.count - 1]
    guard scopes[scope].footnotes.indices.contains(index) else {
      return Mark(number: index + 1, identifier: "fnref-\(index + 1)")
    }
    let number: Int
    if let known = scopes[scope].numbers[index] {
      number = known
    } else {
      entries.append(Entry(footnote: scopes[scope].footnotes[index], scope: scope))
      number = entries.count
      scopes[scope].numbers[index] = number
    }
    entries[number - 1].marks += 1
    return Mark(
      number: number, identifier: Self.identifier(number, mark: entries[number - 1].marks))
  }

  /// The identifier of a footnote's mark in the text, counted from 1.
  static func identifier(_ number: Int, mark: Int) -> String {
    mark == 1 ? "fnref-\(number)" : "fnref-\(number)-\(mark)"
  }
}
