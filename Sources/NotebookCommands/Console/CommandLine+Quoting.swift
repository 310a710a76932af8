internal import Sweeps

extension [String] {
  /// The words as a shell takes them: the program by its name, words with special characters
  /// quoted.
  var quotedCommand: String {
    let program = first?.split(separator: "/").last.map(String.init) ?? "notebook"
    return ([program] + dropFirst()).quotedWords
  }
}

extension [String] {
  /// The words as a shell takes them, those with special characters quoted.
  var quotedWords: String { shellCommand }
}
