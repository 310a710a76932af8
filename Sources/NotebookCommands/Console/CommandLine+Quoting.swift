extension [String] {
  /// The words as a shell takes them: the program by its name, words with special characters quoted.
  var quotedCommand: String {
    enumerated().map { index, word in
      let shown = index == 0 ? String(word.split(separator: "/").last ?? "notebook") : word
      let isPlain = shown.allSatisfy {
        $0.isLetter || $0.isNumber || "-_./=:,+@%".contains($0)
      }
      return isPlain && !shown.isEmpty
        ? shown
        : "'"
          + shown.split(separator: "'", omittingEmptySubsequences: false)
          .joined(separator: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
