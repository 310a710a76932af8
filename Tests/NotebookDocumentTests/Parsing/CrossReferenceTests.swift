import Testing

@testable import NotebookDocument

@Suite struct CrossReferenceTests {
  @Test func namesCallouts() {
    #expect(
      tree("::: {#nte-a .callout-note title=\"T\"}\nx\n:::")
        == "note\n└─ callout note #nte-a\n   ├─ title\n   │  └─ text \"T\"\n   └─ paragraph\n      └─ text \"x\"\n"
    )
  }

  @Test func readsTheoremsWithTheirNames() {
    let theorem = "note\n└─ division theorem #thm-line\n   ├─ title\n   │  └─ text \"Line\"\n"
    #expect(tree("::: {#thm-line}\n## Line\n\nText.\n:::").hasPrefix(theorem))
    #expect(
      tree("::: {#thm-line name=\"Line\"}\nText.\n:::")
        .contains("title\n   │  └─ text \"Line\"\n"))
    #expect(tree("::: {.proof}\nText.\n:::").hasPrefix("note\n└─ division proof .proof\n"))
    #expect(tree("::: {#exm-a .example}\nText.\n:::").contains("division example #exm-a"))
    #expect(tree("::: {.example}\nText.\n:::").contains("callout example"))
  }

  @Test func readsShortReferences() {
    #expect(
      tree("Figures -@fig-a, and a-@fig-b.\n\n![a](a.png){#fig-a}")
        .contains("text \"Figures \"\n│  ├─ reference fig-a number\n│  └─ text \", and a-@fig-b.\"")
    )
    #expect(tree("@Nte-a and [Note @nte-a]").contains("reference nte-a\n"))
    #expect(tree("[Note @nte-a]").contains("reference nte-a number"))
  }

  @Test func givesBlocksTheAttributesOfTheLineAbove() {
    #expect(tree("{#sec-own}\n## Title").contains("heading 2 #sec-own\n"))
    #expect(tree("{#own}\nTitle\n===").contains("heading 1 #own\n"))
    #expect(tree("{.unnumbered}\n\n# Title").contains("heading 1 #title unnumbered\n"))
    #expect(tree("{#tbl-a}\n|a|\n|-|\n|1|").contains("table none #tbl-a\n"))
    #expect(tree("{#fig-a}\n![c](a.png)").contains("image a.png \"c\" #fig-a"))
    #expect(tree("{#eq-a}\n$$x$$").contains("display math \"x\" #eq-a"))
    #expect(tree("{#own}\n> Text").contains("division #own\n   └─ quote\n"))
    #expect(
      tree("{#own}\nSome *text*.")
        == "note\n└─ division #own\n   └─ paragraph\n      ├─ text \"Some \"\n      ├─ emphasis\n      │  └─ text \"text\"\n      └─ text \".\"\n"
    )
    #expect(tree("{#nte-a}\n::: {.callout-note}\nx\n:::").contains("callout note #nte-a\n"))
    #expect(
      tree("Text.\n\n{#own}")
        == "note\n├─ paragraph\n│  └─ text \"Text.\"\n└─ paragraph\n   └─ text \"{#own}\"\n")
    #expect(tree("(own)=\n# Title").contains("heading 1 #own\n"))
    #expect(
      tree("(first)=\n(own)=\n# Title").contains("division #first\n   └─ heading 1 #own\n"))
    #expect(tree("(of two words)=\n# Title").contains("text \"(of two words)=\""))
    #expect(tree("Text.\n\n{: #own}").contains("text \"Text.\""))
  }
}
