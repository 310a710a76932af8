extension [String] {
  /// The words as a shell takes them: the program by its name, words with special characters quoted.
  var quotedCommand: String {
    let program = first?.split(separator: "/").last.map(String.init) ?? "notebook"
    return ([program] + dropFirst()).quotedWords
  }

  /// The words as a shell takes them, those with special characters quoted.
  var quotedWords: String {
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
