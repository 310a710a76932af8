import MarkupTree
import Testing

@Suite struct SerializationTests {
  @Test func escapesWhatWouldBecomeMarkup() {
    let node = MarkupNode.element("p", ["title": "a \"b\" <c> & d"], [.text("1 < 2 && \"x\" > y")])
    #expect(
      node.serialized()
        == "<p title=\"a &quot;b&quot; &lt;c&gt; &amp; d\">1 &lt; 2 &amp;&amp; \"x\" &gt; y</p>")
  }

  @Test func keepsRawMarkupAsItIs() {
    #expect(MarkupNode.raw("<b>&amp;</b>").serialized() == "<b>&amp;</b>")
  }

  @Test func replacesCharactersNoDocumentCanCarry() {
    #expect(MarkupEscaping.text("a\u{0}b\u{B}c\u{1F600}\td") == "a\u{FFFD}b\u{FFFD}c\u{1F600}\td")
  }

  @Test func keepsLineBreaksOfAttributes() {
    #expect(MarkupEscaping.attribute("a\nb") == "a&#10;b")
  }

  @Test func endsEmptyElementsTheWayTheirSyntaxNeeds() {
    #expect(MarkupNode.element("br").serialized() == "<br>")
    #expect(MarkupNode.element("div").serialized() == "<div></div>")
    #expect(MarkupNode.element("path", ["d": "M0 0"]).serialized(as: .svg) == "<path d=\"M0 0\"/>")
  }

  @Test func changesToForeignSyntaxInsideDrawings() {
    let drawing = MarkupNode.element(
      "svg", [:], [.element("rect"), .element("title", [:], [.text("a")])])
    let page = MarkupNode.element("div", [:], [drawing, .element("span")])
    #expect(
      page.serialized() == "<div><svg><rect/><title>a</title></svg><span></span></div>")
  }

  @Test func changesBackInsideForeignObjects() {
    let inner = MarkupNode.element("foreignObject", [:], [.element("div"), .element("br")])
    #expect(
      MarkupNode.element("svg", [:], [inner]).serialized()
        == "<svg><foreignObject><div></div><br></foreignObject></svg>")
  }

  @Test func writesAttributesWithoutValueAsTheSyntaxAllows() {
    let node = MarkupNode.element("details").attribute("open")
    #expect(node.serialized() == "<details open></details>")
    #expect(node.serialized(as: .svg) == "<details open=\"\"/>")
  }

  @Test func leavesStyleSheetsUnescapedInPages() {
    let style = MarkupNode.element("style", [:], [.text("a>b{content:\"&\"}")])
    #expect(style.serialized() == "<style>a>b{content:\"&\"}</style>")
  }

  @Test func keepsTheOrderOfAttributesAndNodes() {
    let nodes: [MarkupNode] = [.element("i", ["z": "1", "a": "2"]), .text("t")]
    #expect(nodes.serialized() == "<i z=\"1\" a=\"2\"></i>t")
  }
}
