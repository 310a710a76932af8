import NotebookSession
import Testing

/// Requests to stop, and who waits for them.
@Suite struct RunInterruptionTests {
  @Test func aRequestIsWaitedFor() async {
    let interruption = RunInterruption()
    async let isRequested = interruption.isRequested(within: .seconds(300))
    interruption.request()
    #expect(await isRequested)
    #expect(await interruption.isRequested(within: .seconds(300)), "it has come before")
    interruption.reset()
    #expect(await !interruption.isRequested(within: .zero))
  }
}
