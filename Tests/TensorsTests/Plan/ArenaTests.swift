import Testing

@testable import Tensors

struct ArenaTests {
  @Test func sharesMemoryBetweenBuffersThatNeverLiveTogether() {
    let arena = Arena([
      .init(buffer: 0, bytes: 128, phases: 0...1), .init(buffer: 1, bytes: 64, phases: 1...2),
      .init(buffer: 2, bytes: 128, phases: 2...3), .init(buffer: 3, bytes: 64, phases: 3...3),
    ])
    #expect(arena.byteCount == 192)
    #expect(arena.offsets[0] == arena.offsets[2])
    #expect(arena.offsets[1] == arena.offsets[3])
  }

  @Test func separatesBuffersOfOnePhase() {
    let arena = Arena((0..<4).map { .init(buffer: $0, bytes: 64, phases: $0...$0 + 1) })
    for (a, b) in [(0, 1), (1, 2), (2, 3)] { #expect(arena.offsets[a] != arena.offsets[b]) }
    #expect(arena.byteCount == 128)
  }
}
