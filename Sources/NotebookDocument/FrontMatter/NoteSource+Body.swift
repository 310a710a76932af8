extension NoteSource {
  /// The 1-based line at which the prose begins, after the front matter; one more than there are
  /// lines where the front matter ends with the text.
  package var bodyLine: Int {
    let start = FrontMatterParser.parse(self).bodyStart
    let line = position(of: start).line
    let isAtEnd = start > 0 && start == bytes.count && bytes.last != UInt8(ascii: "\n")
    return isAtEnd ? line + 1 : line
  }
}
