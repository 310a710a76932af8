/// What the YAML block at the top of a note says, as far as the tool understands it.
package struct FrontMatter: Sendable, Equatable {
  package var title: String?
  package var subtitle: String?
  /// What the note is about, in a sentence or two for lists of notes.
  package var description: String?
  package var authors: [String] = []
  /// As written; a date is the author's text. `today` and `now` are the day of the run, and
  /// `last-modified` that of the note's last change.
  package var date: String?
  /// Other names of the note, by which links may find it.
  package var aliases: [String] = []
  /// The files that list works, in BibTeX, relative to the note.
  package var bibliography: [String] = []
  /// `nocite:`, the keys of works that are listed without being cited; `*` stands for all.
  package var uncitedWorks: [String] = []
  /// The language of the prose as a BCP 47 tag; English where the note does not say.
  package var language = "en"
  package var tags: [String] = []
  /// `toc:`; `nil` leaves it to the report, which shows contents from three headings on.
  package var showsContents: Bool?
  /// How many heading levels the contents list.
  package var contentsDepth = 2
  package var numbersSections = false
  /// `code-copy:`, whether code has buttons that copy it, for which the page needs a script.
  package var copiesCode = false
  package var parameters: [Parameter] = []
  package var seed: UInt64?
  /// What `notebook sweep` runs through, or draws from, where its command names nothing else.
  package var sweep: [SweptParameter] = []
  /// In how many runs of a sweep the note's claims must hold.
  package var claimRequirement: ClaimRequirement?
  /// Whether cells run; Quarto's `execute: enabled: false` keeps all of them from it, whatever
  /// their own options say.
  package var executesCells = true
  /// What cells start from before their own options are read.
  package var cellDefaults = CellOptions()

  package init() {}

  /// An entry of `sweep:`.
  package struct SweptParameter: Sendable, Equatable {
    package enum Values: Sendable, Equatable {
      /// As `-P` takes them: `1...6`, `0.001...1 log`.
      case text(String)
      case list([String])
    }

    package var name: String
    package var values: Values
    /// Where the name stands.
    package var place: TextPlace
    /// Where each value of a list stands, or the one text.
    package var valuePlaces: [TextPlace]

    package init(name: String, values: Values, place: TextPlace, valuePlaces: [TextPlace]) {
      self.name = name
      self.values = values
      self.place = place
      self.valuePlaces = valuePlaces
    }
  }

  /// What `claims:` asks of a sweep.
  package struct ClaimRequirement: Codable, Sendable, Equatable {
    /// How many runs a claim must hold in.
    package enum Count: Codable, Sendable, Equatable {
      case all
      case runs(Int)
      /// From 0 to 1.
      case share(Double)
    }

    /// With how many seeds at least.
    package var seeds: Int
    package var hold: Count
    package var line: Int

    package init(seeds: Int = 1, hold: Count = .all, line: Int = 1) {
      self.seeds = seeds
      self.hold = hold
      self.line = line
    }
  }

  /// Whether `@name` may be a work.
  package var hasBibliography: Bool { !bibliography.isEmpty }
}
