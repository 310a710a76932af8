/// How the Swift runtime's last sentence of a program begins, after the place.
package enum TrapAnnouncement {
  package static let fatalError: StaticString = "Fatal error"
  /// What the runtime calls the checks by which a program stops itself.
  package static let words = [fatalError, "Precondition failed", "Assertion failed"]
}
