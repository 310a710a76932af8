/// The version the tool prints, and which reports and records carry.
package enum NotebookVersion {
  package static let current = "0.1.0"
}
