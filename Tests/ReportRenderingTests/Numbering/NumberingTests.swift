import NotebookDisplay
import RunResults
import Testing

@testable import ReportRendering

@Suite struct NumberingTests {
  @Test func numbersFiguresInTheOrderOfTheDocument() {
    let note =
      "@fig-b before @fig-a\n\n```swift\n//| label: fig-a\n```\n\n```swift\n```\n\n```swift\n//| label: fig-b\n```"
    let html = prose(note, [[figure, figure], [figure], [figure]])
    #expect(
      html.contains(
        "<a class=\"ref\" href=\"#fig-b\">Figure 4</a></span> before "
          + "<span id=\"ref-2\"><a class=\"ref\" href=\"#fig-a\">Figure 1</a></span>"))
    #expect(
      html.matches(of: /<figure id="([^"]*)"/).map { String($0.1) } == [
        "fig-a", "fig-2", "fig-3", "fig-b",
      ])
    #expect(
      html.contains("<svg id=\"fig-3.drawing-s\">") && html.contains("Data table for figure 3"))
  }

  @Test func whatHasTheNameOfAHeadingHasAnIdOfItsOwn() {
    let html = prose(
      "# T\n\n## A {#tbl-a}\n\n@tbl-a\n\n|a|\n|-|\n|1|\n: Caption {#tbl-a}\n\n## Tbl 1")
    let identifiers = html.matches(of: /\bid="([^"]*)"/).map { String($0.1) }
    #expect(Set(identifiers).count == identifiers.count, "\(identifiers)")
    #expect(html.contains("href=\"#tbl-1\">Table 1</a>"))
  }

  @Test func givesTheCaptionOfTheOptionsToTheFirstFigure() {
    let html = prose(
      "```swift\n//| fig-cap: \"Of *both*\"\n//| fig-alt: \"Two <curves>\"\n```",
      [[figure, figure]])
    #expect(html.contains("<b>Figure 1.</b> Of <em>both</em></figcaption>"))
    #expect(html.contains("<b>Figure 2.</b> Title</figcaption>"))
    #expect(
      html.matches(of: /<desc>Two &lt;curves&gt;<\/desc>/).count == 1
        && html.matches(of: /<desc>drawn/).count == 1)
  }

  @Test func doesNotCountWhatIsNotShown() {
    let note = "```swift\n//| output: false\n```\n\n```swift\n//| label: fig-a\n```\n\n@fig-a"
    #expect(prose(note, [[figure], [figure]]).contains("Figure 1</a>"))
  }

  @Test func saysSoWhereAFigureDidNotCome() {
    #expect(
      prose("```swift\n//| label: fig-a\n```\n\n@fig-a", [[]]).contains(
        "<span class=\"unresolved\">Figure (not shown)</span>"))
  }

  @Test func numbersEquationsAndSections() {
    let note =
      "---\nnumber-sections: true\n---\n# A\n\n## B {#sec-b}\n\n$$x$$ {#eq-a}\n\n$$y$$\n\n$$z$$ {#eq-z}\n\n# C {#sec-c}\n\n@eq-z @sec-b @sec-c"
    let html = prose(note)
    #expect(html.contains("id=\"eq-z\"") && html.contains("<span class=\"eqno\">(2)</span>"))
    #expect(
      html.contains("Equation (2)</a>") && html.contains("Section 1.1</a>")
        && html.contains("Section 2</a>"))
    #expect(html.contains("<span class=\"secno\">1.1</span>"))
    #expect(prose("## Why {#sec-b}\n\n@sec-b").contains("section “Why”</a>"))
  }

  @Test func numbersListingsAboveTheirCode() {
    let note = """
      @lst-fit and @lst-data

      ```swift
      //| lst-cap: First
      let a = 1
      ```

      ```swift
      //| label: fig-a
      //| lst-label: lst-data
      let b = 2
      ```

      ```swift
      //| label: lst-fit
      //| lst-cap: Of *both*
      let c = 3
      ```
      """
    let html = prose(note, [[], [figure], []])
    #expect(html.contains("<a class=\"ref\" href=\"#lst-fit\">Listing 3</a>"))
    #expect(html.contains("<a class=\"ref\" href=\"#lst-data\">Listing 2</a>"))
    #expect(
      html.contains(
        "<figure class=\"listing\" id=\"lst-1\"><figcaption><b>Listing 1.</b> First</figcaption>"))
    #expect(html.contains("<b>Listing 3.</b> Of <em>both</em><a class=\"back\""))
    #expect(html.contains("<figure id=\"fig-a\""))
  }

  @Test func saysSoWhereTheCodeOfAListingIsHidden() {
    let html = prose("```swift\n//| label: lst-a\n//| echo: false\nlet a = 1\n```\n\n@lst-a", [[]])
    #expect(html.contains("<span class=\"unresolved\">Listing (not shown)</span>"))
    #expect(!html.contains("class=\"listing\""))
  }
}
