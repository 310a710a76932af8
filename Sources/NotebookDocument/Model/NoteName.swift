/// The names of files that are notes: `.md`, and Quarto's `.qmd`.
package enum NoteName {
  /// How they end; a new note has the first of these endings.
  package static let endings = [".md", ".qmd"]

  /// Whether a file is a note, by its name or path.
  package static func isNote(_ name: String) -> Bool {
    let name = name.lowercased()
    return endings.contains(where: name.hasSuffix)
  }

  /// The name of a note that may be written without its ending.
  package static func complete(_ name: String) -> String {
    isNote(name) ? name : name + endings[0]
  }

  /// What a link leads to that names a document as Sphinx does, without its ending.
  static func linked(_ name: String) -> String {
    let hasEnding = name.contains("://") || name.split(separator: "/").last?.contains(".") == true
    return name + (hasEnding ? "" : endings[0])
  }

  /// A name without its ending; that of a file that is no note stays as it is.
  package static func stem(_ name: String) -> String {
    let lowercased = name.lowercased()
    guard let ending = endings.first(where: lowercased.hasSuffix), name.count > ending.count else {
      return name
    }
    return String(name.dropLast(ending.count))
  }
}
