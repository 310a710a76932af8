import Testing

@testable import NotebookDocument

@Suite struct BibTeXTests {
  @Test func readsEntriesWithBracesQuotesAndAbbreviations() throws {
    let entries = BibTeX.entries(
      in: #"""
        Text that is no entry.
        @comment{ not @this{one} }
        @string{ieee = "Proceedings of the {IEEE}"}
        @Article{lecun1998,
          author = {Yann LeCun and Bottou, L{\'e}on and {The Third Group}},
          title = "Gradient-based {L}earning" # " applied",
          journal = ieee, year = 1998, pages = {2278--2324}, month = nov,
        }
        @book(kobler,
          author = {Fran\c{c}ois d'Aubign\'e and Otto von Bismarck}, title = {S\"atze \& mehr})
        """#)
    #expect(entries.map(\.key) == ["lecun1998", "kobler"])
    let first = try #require(entries.first)
    #expect(first.kind == "article" && first.year == "1998")
    #expect(first.fields["title"] == "Gradient-based Learning applied")
    #expect(first.container == "Proceedings of the IEEE" && first.fields["month"] == "November")
    #expect(first.fields["pages"] == "2278–2324")
    #expect(first.authors.map(\.family) == ["LeCun", "Bottou", "The Third Group"])
    #expect(first.authors.map(\.given) == ["Yann", "Léon", ""])
    #expect(entries[1].fields["title"] == "Sätze & mehr")
    #expect(entries[1].authors.map(\.family) == ["d'Aubigné", "von Bismarck"])
    #expect(entries[1].authors.map(\.given) == ["François", "Otto"])
  }

  @Test func takesWhatIsMissingFromTheWorkAround() throws {
    let entries = BibTeX.entries(
      in: """
        @inproceedings{a, author = {Ada Moor}, title = {Part}, crossref = {Vol}}
        @proceedings{vol, title = {Whole}, year = 2001, publisher = {P}, editor = {Bo Lind}}
        """)
    let part = try #require(entries.first)
    #expect(part.fields["title"] == "Part" && part.container == "Whole" && part.year == "2001")
    #expect(part.authors.map(\.family) == ["Moor"] && part.editors.map(\.family) == ["Lind"])
  }

  @Test func readsMathematicsInTitles() {
    let entries = BibTeX.entries(in: #"@misc{a, title = {$\beta$-{VAE} in 10$\times$ less}}"#)
    #expect(entries.first?.fields["title"] == "β-VAE in 10× less")
  }

  @Test(
    arguments: [
      ("eprint = {1502.03167}", "1502.03167"), ("eprint = {26353135}", nil),
      ("eprint = {cs/0112017}, archivePrefix = {arXiv}", "cs/0112017"),
      ("eprint = {2353.1351}, eprinttype = {pubmed}", nil), ("arxivId = {1}", "1"),
    ] as [(String, String?)])
  func knowsNumbersOfArXivFromOthers(_ fields: String, _ number: String?) {
    #expect(BibTeX.entries(in: "@misc{a, \(fields)}").first?.arXivNumber == number)
  }

  @Test(arguments: [
    "@", "@a", "@a{", "@a{b", "@a{b,", "@a{b,c=", "@a{b,c={", "@a{b,c=\"\\", "@string{",
  ])
  func survivesCutEntries(_ text: String) {
    #expect(BibTeX.entries(in: text).count <= 1)
  }
}
