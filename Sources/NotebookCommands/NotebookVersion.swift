/// The version the tool prints and reports carry.
enum NotebookVersion {
  static let current = "0.1.0"
}
