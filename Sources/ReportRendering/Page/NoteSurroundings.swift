/// Where a note stands among the others of its folder, for the end of its page.
package struct NoteSurroundings: Sendable, Equatable {
  /// Another note's page, as an address from this one.
  package struct Neighbor: Sendable, Equatable {
    package var title: String
    package var address: String

    package init(title: String, address: String) {
      self.title = title
      self.address = address
    }
  }

  package var previous: Neighbor?
  package var next: Neighbor?
  /// The page that lists all notes.
  package var index: Neighbor?
  /// The notes that link to this one.
  package var mentions: [Neighbor]

  package init(
    previous: Neighbor? = nil, next: Neighbor? = nil, index: Neighbor? = nil,
    mentions: [Neighbor] = []
  ) {
    self.previous = previous
    self.next = next
    self.index = index
    self.mentions = mentions
  }
}
