import Foundation
import NotebookDisplay
import NotebookDocument
import ReportRendering
import RunResults
import Testing

@Suite struct PrintedHeadingTests {
  private static let note = """
    ---
    toc: true
    number-sections: true
    ---
    ## Summary

    ## Preface {.unnumbered}

    ```swift
    //| output: asis
    print()
    ```

    ## Hidden {.unlisted}
    """

  private var rendered: RenderedReport {
    render(
      Self.note,
      [[.standardOutput("## North\n\n### Summary\n\nQuiet.[^1]\n\n[^1]: Printed.\n\n## Summary\n")]]
    )
  }

  @Test func headingsThatCellsPrintAreListedUnderNamesOfTheirOwn() {
    let html = rendered.html
    let identifiers = html.matches(of: #/<h\d id="([^"]+)"/#).map { String($0.1) }
    #expect(Set(identifiers).count == identifiers.count)
    for name in ["summary", "north", "summary-1", "summary-2"] {
      #expect(html.contains("href=\"#\(name)\"") && identifiers.contains(name))
    }
    #expect(html.contains("<li id=\"fn-1\"><p>Printed.</p>"))
  }

  @Test func unnumberedHeadingsHaveNoNumberAndUnlistedOnesNoPlace() {
    let contents = rendered.html.components(separatedBy: "</nav>")[0]
    #expect(contents.contains(">Preface</a>") && contents.contains(">2 North</a>"))
    #expect(contents.contains(">2.1 Summary</a>") && !contents.contains("Hidden"))
  }
}
