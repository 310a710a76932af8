import Testing

@testable import NotebookCommands

@Suite struct ThreadRoomTests {
  @Test func isThereWhereThreadsCanBeStarted() {
    #expect(ThreadRoom.isThere())
  }

  @Test func isNotThereWhereTheSystemGivesNoThread() {
    // No address space is so large.
    #expect(!ThreadRoom.isThere(for: 3, stackSize: 1 << 50))
  }
}
