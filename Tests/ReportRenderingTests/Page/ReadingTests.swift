import Foundation
import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import ReportRendering

/// Titles, contents, mentions, margin notes and the words of the page.
@Suite struct ReadingTests {
  @Test func rendersMarkupInTitles() {
    let html = render("---\ntitle: The *first* `x` & $\\alpha_1$\nsubtitle: '**b** <i>'\n---\na")
      .html
    #expect(html.contains("<h1>The <em>first</em> <code>x</code> &amp; <span class=\"math\">"))
    #expect(html.contains("<p class=\"subtitle\"><strong>b</strong>"))
    #expect(html.contains("<title>The first x &amp; α1</title>"))
  }

  @Test func contentsShowWhatHeadingsShow() {
    let note = """
      ## A *b* [c](https://d.e)[^1] $\\beta$

      ## `{swift} n` runs

      ## Third

      [^1]: note
      """
    let html = render(note, inline: [0: "42"]).html
    let contents = html[
      html.firstRange(of: "<nav")!.lowerBound..<html.firstRange(of: "</nav>")!.upperBound]
    #expect(contents.contains(">A <em>b</em> c <span class=\"math\">"))
    #expect(contents.contains("<span class=\"result\">42</span> runs</a>"))
    #expect(!contents.contains("fnref") && contents.ranges(of: "<a ").count == 3)
  }

  @Test func aWrongFormulaInAHeadingIsReportedOnce() {
    let messages = render("## $\\frac$\n\n## b\n\n## c").diagnostics.map(\.message)
    #expect(messages.count == 1, "\(messages)")
  }

  @Test func leadsFromCaptionsToWhereTheyAreMentioned() {
    let html = prose("See @tbl-a.\n\n| a |\n|---|\n| b |\n\n: Cap {#tbl-a}\n\nAgain @tbl-a.")
    for number in 1...2 {
      #expect(html.contains("<span id=\"ref-\(number)\"><a class=\"ref\" href=\"#tbl-a\">"))
    }
    #expect(
      html.contains(
        "<figcaption><b>Table 1.</b> Cap<a class=\"back\" href=\"#ref-1\" aria-label=\"Mention 1\">↩</a>"
          + "<a class=\"back\" href=\"#ref-2\" aria-label=\"Mention 2\">↩</a></figcaption>"))
    #expect(!prose("| a |\n|---|\n| b |\n\n: Cap {#tbl-a}").contains("class=\"back\""))
  }

  @Test func putsEachFootnoteBesideItsMarkAndBelowTheOneBefore() {
    let html = render("a[^x] b[^y]\n\n[^x]: one\n\n[^y]: two").html
    #expect(html.contains("#fnref-2{anchor-name:--mark-2}"))
    #expect(html.contains("#fn-2{--mark:--mark-2;--own:--note-2;--above:--note-1}"))
    #expect(html.contains("id=\"fnref-2\"") && html.contains("<li id=\"fn-2\">"))
  }

  @Test func listsClaimsWithLinksToThem() {
    let note = "```swift\nx\n```"
    let claims = [
      CellResult.Item.claim(Claim(sentence: "a < b", holds: true, line: 2)),
      .claim(Claim(sentence: "c", holds: false, line: 2)),
    ]
    let html = render(note, [claims]).html
    #expect(html.contains("<details class=\"claim-overview\" open>"), "one is false")
    for number in 1...2 {
      #expect(html.contains("href=\"#claim-\(number)\"") && html.contains("id=\"claim-\(number)\""))
    }
    #expect(html.contains("<a href=\"#claim-1\">a &lt; b</a>"))
  }

  @Test func hasEachIdentifierOnceWhereANoteIsEmbeddedTwice() throws {
    try withTemporaryFolder { folder in
      try "# Inner\n\ntext ^block\n\n[x]{#own}\n".write(
        toFile: folder + "/inner.md", atomically: true, encoding: .utf8)
      let html = render(
        "## Inner\n\n![[inner]]\n\n![[inner]]\n\n<i id=\"own\">a</i>\n\nb ^block",
        path: folder + "/note.md"
      ).html
      let names = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
      #expect(Set(names).count == names.count, "\(names)")
      #expect(html.contains("<h2 id=\"inner\">Inner"), "the note's own heading keeps its name")
    }
  }

  @Test func speaksGermanWhereTheNoteDoes() {
    let html = render(
      "---\nlang: de-AT\ncode-copy: true\n---\n## a\n\n## b\n\n## c\n\n> [!tip]\n> x\n\n- [ ] y\n\n```swift\nx\n```",
      [[.claim(Claim(sentence: "s", holds: true, line: 2)), .standardOutput("x\n")]]
    ).html
    for text in [
      "<html lang=\"de-AT\">", ">Inhalt<", ">Zustand<", ">vollständig<", ">Behauptungen<",
      "sie trifft zu",
      ">Trifft zu<", "Tipp", "zu erledigen", "Swift · 1 Zeile", "Angaben zum Lauf", ">Befehl<",
      "aria-label=\"Ausgabe\"", "data-copy=\"Kopieren\"",
    ] { #expect(html.contains(text), "\(text)") }
    for word in PageWords.english.visibleWords where !PageWords.german.visibleWords.contains(word) {
      #expect(!html.contains(">\(word)<"), "\(word)")
    }
  }

  @Test func everyWordIsTranslated() {
    let same = zip(PageWords.english.visibleWords, PageWords.german.visibleWords).filter {
      $0 == $1
    }
    #expect(same.isEmpty, "\(same)")
  }

  @Test(arguments: [
    ("1.5, expected at most 1", "1.5, erwartet höchstens 1"),
    ("1.5, expected at least 2", "1.5, erwartet mindestens 2"),
    ("1.5, expected more than 2", "1.5, erwartet mehr als 2"),
    ("1.5, expected less than 1", "1.5, erwartet weniger als 1"),
    ("1.5, expected 1.0...2.0", "1.5, erwartet 1.0...2.0"),
    ("1.5, expected 1.5 ± 0.1", "1.5, erwartet 1.5 ± 0.1"),
    ("a, expected b, expected c", "a, expected b, erwartet c"),
    (
      "greatest difference 0.1, expected at most 0.2",
      "größter Unterschied 0.1, erwartet höchstens 0.2"
    ), ("of the author's own", "of the author's own"),
  ])
  func saysInGermanWhatWasExpected(english: String, german: String) {
    #expect(PageWords.german.claimDetail(english) == german)
    #expect(PageWords.english.claimDetail(english) == english)
  }

  @Test func leadsToTheNotesAroundIt() {
    var renderer = ReportRenderer()
    renderer.surroundings = NoteSurroundings(
      previous: .init(title: "A & B", address: "a.html"),
      next: .init(title: "C", address: "sub/c.html"),
      index: .init(title: "All notes", address: "index.html"),
      mentions: [.init(title: "D", address: "d.html")])
    let html = renderer.render(notebook: Notebook.parse(source: "x", path: "x.md"), run: .sample)
      .html
    #expect(
      html.contains(
        "<a href=\"a.html\" rel=\"prev\"><span class=\"direction\">Previous</span> A &amp; B</a>"))
    #expect(html.contains("rel=\"next\"") && html.contains("<a href=\"d.html\">D</a>"))
    #expect(html.contains(">Mentioned in<"))
  }
}

extension PageWords {
  /// The texts without parts that vary.
  fileprivate var visibleWords: [String] {
    Mirror(reflecting: self).children.compactMap { $0.value as? String }
  }
}

extension RunResult {
  /// A run of a note without cells.
  static let sample = RunResult(state: .complete, cells: [], information: .sample)
}
