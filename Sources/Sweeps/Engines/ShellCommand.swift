extension [String] {
  /// The words as a shell takes them, those with special characters quoted.
  package var shellCommand: String {
    map { word in
      let isPlain = word.allSatisfy {
        $0.isLetter || $0.isNumber || "-_./=:,+@%".contains($0)
      }
      if isPlain, !word.isEmpty { return word }
      let pieces = word.split(separator: "'", omittingEmptySubsequences: false)
      return "'" + pieces.joined(separator: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
