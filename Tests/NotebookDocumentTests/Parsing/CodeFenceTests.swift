import Testing

@testable import NotebookDocument

@Suite struct CodeFenceTests {
  @Test(arguments: [
    ("Some text\n\n      six spaces", "code \"  six spaces\\n\""),
    ("    ```\n    aaa\n    ```", "code \"```\\naaa\\n```"),
    ("\tfirst\n\n\t  second", "code \"first\\n\\n  second"),
    ("- item\n\n      in the item", "code \"in the item"),
  ])
  func readsIndentedCode(_ note: String, _ drawing: String) {
    #expect(diagnostics(note).isEmpty)
    #expect(tree(note).contains(drawing))
  }

  @Test func namesTheLineOfTheCellThatAnotherOpens() {
    #expect(
      diagnostics("```swift\nlet a = 1\n\nText.\n\n```swift\nlet b = 2\n```\n").hasPrefix(
        """
        note.md:1:1: error: the cell that opens at line 1 is not closed: line 6 opens another
         1 | ```swift
           | ^
          a line '```' closes it

        """))
  }

  @Test func namesTheCellThatAnOpenBlockSwallows() {
    #expect(
      diagnostics("text\n\n```python\na = 1\n\n```swift\nlet b = 2\n```\n").contains(
        "the code block that opens at line 3 is not closed: line 6 opens a cell"))
    #expect(
      diagnostics("```swift\nlet a = 1\n\n~~~python\n```").isEmpty, "the other mark closes nothing")
  }

  @Test func letsAFenceOfFourHoldOneOfThree() {
    #expect(diagnostics("````markdown\n```swift\nlet a = 1\n```\n````").isEmpty)
  }

  @Test func findsTheColumnOfACellInADefinition() {
    let notebook = Notebook.parse(
      source: "Term\n: Text.\n\n    ```swift\n    let a = 1\n    ```\n", path: "note.md")
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.cells.map(\.code) == ["let a = 1\n"])
    #expect(notebook.cells.map(\.firstLine) == [5])
    #expect(notebook.cells.map(\.indentation) == [4])
  }
}

@Suite struct SetextHeadingTests {
  @Test(arguments: ["===", "---"]) func readsTheParagraphDirectlyBelow(_ underline: String) {
    let drawing = tree("Title\n\(underline)\n$a_b$ and $c_d$\n`{swift} 1 + 1` [[#Title]]")
    #expect(drawing.contains("math \"a_b\"") && drawing.contains("math \"c_d\""))
    #expect(drawing.contains("inline result 0") && drawing.contains("wiki link #Title"))
  }

  @Test func readsHeadingsOfSeveralLinesAndInQuotes() {
    #expect(tree("> A\n> B\n> ===\n> $x$\n\nC\n---").contains("math \"x\""))
    #expect(tree("$a$\n===\n\nnext $b$").contains("math \"b\""))
  }
}
