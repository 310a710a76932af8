import Foundation
import RunResults
import Testing

@testable import NotebookDocument
@testable import ReportRendering

@Suite struct BibliographyTests {
  /// The page of a note with a bibliography beside it, without tags.
  private func page(_ note: String) throws -> (html: String, text: String) {
    try withTemporaryFolder { folder in
      let works = """
        @article{vas, author={Vaswani, Ashish and Shazeer, Noam and Parmar, Niki}, title={Attention}, year=2017}
        @book{oecd, author={{OECD} and others}, title={Outlook}, year=2020}
        @misc{web, title={Web page}, year=2021}
        @book{unread, author={Doe, Jane}, title={Unread}, year=1999}
        """
      try works.write(toFile: folder + "/refs.bib", atomically: true, encoding: .utf8)
      let notebook = Notebook.parse(source: note, path: folder + "/note.md")
      let page = ReportRenderer().render(
        notebook: notebook, run: .init(state: .notRun, cells: [], information: .sample))
      let html = body(of: page.html)
      return (html, html.replacing(#/<[^>]*>/#, with: ""))
    }
  }

  private func page(citing text: String) throws -> (html: String, text: String) {
    try page("---\nbibliography: refs.bib\n---\n" + text)
  }

  @Test func wordsAroundKeysAreSetAsProse() throws {
    let page = try page(citing: "[see *also* @vas, *passim*]")
    #expect(page.text.contains("(see also Vaswani et al. 2017, passim)"))
    #expect(page.html.contains("<em>passim</em>"))
  }

  @Test func aPlaceBehindANameStandsInItsParentheses() throws {
    #expect(try page(citing: "@vas [p. 5] says").text.contains("Vaswani et al. (2017, p. 5) says"))
  }

  @Test func captionsOfCellsCiteAndHaveFootnotes() throws {
    let cell =
      "```swift\n//| lst-label: lst-a\n//| lst-cap: \"By **us**, after [@vas]^[a note]\"\n1\n```"
    let page = try page(citing: cell)
    #expect(page.text.contains("By us, after (Vaswani et al. 2017)1"), "\(page.text)")
    #expect(page.text.contains("Attention") && page.html.contains("<strong>us</strong>"))
    let html = render(
      "```swift\n//| lst-label: lst-a\n//| lst-cap: \"a ^[noted] `{swift} 1 + 1` [^n]\"\n1\n```\n\nx[^n]\n\n[^n]: y"
    )
    #expect(html.html.contains("noted") && html.html.contains("<code>1 + 1</code>") == false)
    #expect(
      html.diagnostics.map(\.message) == [
        "the value of '1 + 1' in a caption is not computed: its code is shown",
        "footnote 'n' is not defined in this caption",
      ])
  }

  @Test func othersAreEtAl() throws {
    let page = try page(citing: "[@oecd]")
    #expect(page.text.contains("(OECD et al. 2020)") && page.text.contains("OECD, et al. 2020. "))
  }

  @Test func worksWithoutAuthorAreListedAsTheyAreCited() throws {
    let page = try page(citing: "[@web]")
    #expect(page.text.contains("(“Web page” 2021)") && page.text.contains("“Web page.” 2021."))
  }

  @Test func theNoteSaysWhereTheWorksAreListed() throws {
    let page = try page(citing: "[@vas]\n\n# References\n\n::: {#refs}\n:::\n\n# Appendix")
    #expect(page.html.ranges(of: "id=\"work:vas\"").count == 1)
    #expect(page.text.ranges(of: "References").count == 1)
    let list = try #require(page.html.firstRange(of: "id=\"work:vas\""))
    let appendix = try #require(page.html.firstRange(of: "id=\"appendix\""))
    #expect(list.lowerBound < appendix.lowerBound)
  }

  @Test func theListIsNamedInTheLanguageOfTheNote() throws {
    let page = try page(
      "---\nbibliography: refs.bib\nlang: de\n---\n[@vas]\n\n::: {#refs}\n:::\n")
    #expect(page.html.contains("<section class=\"references\" aria-label=\"Literatur\">"))
  }

  @Test func worksMayBeListedWithoutBeingCited() throws {
    let one = try page("---\nbibliography: refs.bib\nnocite: \"@unread, @web\"\n---\ntext")
    #expect(one.html.contains("id=\"work:unread\"") && one.html.contains("id=\"work:web\""))
    #expect(!one.html.contains("id=\"work:vas\""))
    let all = try page("---\nbibliography: refs.bib\nnocite: |\n  @*\n---\ntext")
    #expect(all.html.ranges(of: "id=\"work:").count == 4)
  }

  @Test func whatCellsPrintCitesToo() throws {
    try withTemporaryFolder { folder in
      try "@book{a, author={Doe, Jane}, title={T}, year=1999}".write(
        toFile: folder + "/refs.bib", atomically: true, encoding: .utf8)
      let rendered = render(
        "---\nbibliography: refs.bib\n---\n```swift\n//| output: asis\nprint()\n```",
        path: folder + "/note.md", [[.standardOutput("So [@a] says.")]])
      #expect(rendered.diagnostics.isEmpty)
      #expect(rendered.html.contains("(<a class=\"ref\" href=\"#work:a\">Doe 1999</a>)"))
      #expect(rendered.html.contains("<li id=\"work:a\">Doe, Jane. 1999."))
    }
  }
}
