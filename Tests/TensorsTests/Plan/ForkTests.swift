import Testing

@testable import Tensors

#if canImport(Glibc)
  import Glibc

  struct ForkTests {
    /// Swift hides `fork`; the notebook's kernel will use it for snapshots.
    private static let fork: @convention(c) () -> pid_t = unsafeBitCast(
      dlsym(nil, "fork"), to: (@convention(c) () -> pid_t).self)

    private static let data = SmallNetwork.data(64, features: 40, classes: 10)

    @Test func trainsOnInTheChildWithTheSameBits() throws {
      let network = SmallNetwork([40, 300, 10])
      let function = PlannedFunction("step", workers: 2) { network.step($0) }
      for _ in 0..<3 { _ = try function(Self.data) }
      let inChild = try bytes { write in
        let loss = (try? function(Self.data)[0].scalars[0].bitPattern) ?? 0
        write(loss)
      }
      let expected = try function(Self.data)[0].scalars[0].bitPattern
      #expect(inChild == expected)
    }

    @Test func usesNoMoreMemoryAfterFiftyThousandSteps() throws {
      let network = SmallNetwork([40, 100, 10], rule: .adam, normalizes: true)
      let function = PlannedFunction("step", workers: 2) { network.step($0) }
      let order = (0..<6_400).map { Int32($0 % 64) }
      // In a child, where no other test allocates. The least of several stretches: a leak grows
      // in all of them, a page that the system brings in or takes away only once.
      let grown = try bytes { write in
        var least = Int.max
        var before = 0
        for stretch in 0...5 {
          for _ in 0..<(stretch == 0 ? 2 : 50) {
            try? function.replay(rowsOf: Self.data, order: order, batchSize: 32) { _, _ in true }
          }
          let now = residentPages()
          if stretch > 0 { least = min(least, now - before) }
          before = now
        }
        write(UInt32(clamping: least))
      }
      #expect(grown <= 2)
    }

    /// Pages of memory this process has.
    private func residentPages() -> Int {
      guard let file = fopen("/proc/self/statm", "r") else { return 0 }
      defer { fclose(file) }
      var numbers = [0, 0]
      withUnsafeMutablePointer(to: &numbers[0]) { total in
        withVaList([total]) { _ = vfscanf(file, "%ld", $0) }
      }
      withUnsafeMutablePointer(to: &numbers[1]) { resident in
        withVaList([resident]) { _ = vfscanf(file, "%ld", $0) }
      }
      return numbers[1]
    }

    /// What a forked child writes.
    private func bytes(_ body: ((UInt32) -> Void) -> Void) throws -> UInt32 {
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      let child = Self.fork()
      if child == 0 {
        alarm(60)
        body { value in
          var value = value
          _ = Glibc.write(ends[1], &value, 4)
        }
        _exit(0)
      }
      var value: UInt32 = .max
      close(ends[1])
      #expect(read(ends[0], &value, 4) == 4)
      close(ends[0])
      waitpid(child, nil, 0)
      return value
    }
  }
#endif
