extension Notebook {
  /// The path of a file that the note names: in the note's folder, unless it begins with a slash.
  package func path(ofFile name: String) -> String {
    guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }
}
