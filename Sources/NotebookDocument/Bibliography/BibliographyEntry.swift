/// A work that a note can cite.
package struct BibliographyEntry: Sendable, Equatable {
  package struct Person: Sendable, Equatable {
    package var given: String
    package var family: String

    package init(given: String, family: String) {
      self.given = given
      self.family = family
    }
  }

  package var key: String
  /// BibTeX's kind in lower case: `article`, `book`, `inproceedings`, …
  package var kind: String
  /// The fields by their names in lower case, as plain text.
  package var fields: [String: String]
  package var authors: [Person]
  package var editors: [Person]

  package init(
    key: String, kind: String, fields: [String: String], authors: [Person] = [],
    editors: [Person] = []
  ) {
    self.key = key
    self.kind = kind
    self.fields = fields
    self.authors = authors
    self.editors = editors
  }

  /// The year of `year`, or of BibLaTeX's `date`.
  package var year: String? {
    fields["year"] ?? fields["date"].map { String($0.prefix { $0.isNumber }) }
  }

  /// What it appeared in: a journal, proceedings, a collection.
  package var container: String? {
    fields["journal"] ?? fields["journaltitle"] ?? fields["booktitle"]
  }
}
