/// What the YAML block at the top of a note says, as far as the tool understands it.
package struct FrontMatter: Sendable, Equatable {
  package var title: String?
  package var subtitle: String?
  package var authors: [String] = []
  /// As written; a date is the author's text. `today` and `now` are the day of the run, and
  /// `last-modified` that of the note's last change.
  package var date: String?
  /// Other names of the note, by which links may find it.
  package var aliases: [String] = []
  /// The files that list works, in BibTeX, relative to the note.
  package var bibliography: [String] = []
  /// The language of the prose as a BCP 47 tag; English where the note does not say.
  package var language = "en"
  package var tags: [String] = []
  /// `toc:`; `nil` leaves it to the report, which shows contents from three headings on.
  package var showsContents: Bool?
  /// How many heading levels the contents list.
  package var contentsDepth = 2
  package var numbersSections = false
  package var parameters: [Parameter] = []
  package var seed: UInt64?
  /// What cells start from before their own options are read.
  package var cellDefaults = CellOptions()

  package init() {}

  /// Whether `@name` may be a work.
  package var hasBibliography: Bool { !bibliography.isEmpty }
}
