extension NoteSource {
  /// The 1-based line at which the prose begins, after the front matter.
  package var bodyLine: Int { position(of: FrontMatterParser.parse(self).bodyStart).line }
}
