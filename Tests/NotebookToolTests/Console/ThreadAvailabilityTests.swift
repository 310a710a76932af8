import Testing

@testable import NotebookCommands

@Suite struct ThreadAvailabilityTests {
  @Test func isSufficientWhereThreadsCanBeStarted() {
    #expect(ThreadAvailability.isSufficient())
  }

  @Test func isInsufficientWhereTheSystemGivesNoThread() {
    // No address space is so large.
    #expect(!ThreadAvailability.isSufficient(for: 3, stackSize: 1 << 50))
  }
}
