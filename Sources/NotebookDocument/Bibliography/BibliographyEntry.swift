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

  /// With what the work that it appeared in says of itself, by BibTeX's `crossref`.
  func inheriting(from parent: BibliographyEntry) -> BibliographyEntry {
    var entry = self
    entry.fields.merge(parent.fields) { own, _ in own }
    if fields["title"] == nil { entry.fields["title"] = nil }
    if fields["booktitle"] == nil {
      entry.fields["booktitle"] = parent.fields["booktitle"] ?? parent.fields["title"]
    }
    if editors.isEmpty { entry.editors = parent.editors }
    return entry
  }

  /// The year of `year`, or of BibLaTeX's `date`.
  package var year: String? {
    fields["year"] ?? fields["date"].map { String($0.prefix { $0.isNumber }) }
  }

  /// Its number at arXiv; other archives, such as PubMed, use the same fields.
  package var arXivNumber: String? {
    if let number = fields["arxivid"] { return number }
    guard let number = fields["eprint"] else { return nil }
    let archive = fields["archiveprefix"] ?? fields["eprinttype"]
    let isArXiv = archive.map { $0.lowercased() == "arxiv" } ?? number.contains(/^\d{4}\.\d{4,5}/)
    return isArXiv ? number : nil
  }

  /// What it appeared in: a journal, proceedings, a collection.
  package var container: String? {
    fields["journal"] ?? fields["journaltitle"] ?? fields["booktitle"]
  }
}
