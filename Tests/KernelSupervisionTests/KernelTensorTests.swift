import Foundation
import KernelSupervision
import NotebookDisplay
import Testing

/// The kernel with everything that cells compute with.
@Suite(.serialized) struct KernelTensorTests {
  private func text(of record: RecordedRun) -> String? {
    for case .event(.output(let output)) in record.events {
      if case .text(let text) = output.content { return text }
    }
    return nil
  }

  @Test func showsATensorWithItsStatistics() async throws {
    let record = try await runAlone("showLastValue(Tensor([[1, 2], [3, 6]]))")
    #expect(
      text(of: record) == """
        Tensor [2, 2] int32, mean 3, standard deviation 1.871, from 1 to 6
        [[1, 2], [3, 6]]
        """)
  }

  @Test func showsABatchOfPictures() async throws {
    let record = try await runAlone(
      "showLastValue(Tensor.full([40, 8, 8], 0.5))")
    guard case .event(.output(let output)) = record.events.first,
      case .figure(let figure) = output.content
    else {
      Issue.record("no figure: \(record)")
      return
    }
    #expect(figure.title == "Tensor [40, 8, 8] float32, the first 16 of 40 images")
  }

  @Test func failsAtTheLineOfAChartThatCannotBeShown() async throws {
    let record = try await runAlone(
      """
      let wrong = ImageGrid([[0.1, 0.2, 0.3]], width: 2)

      display(wrong)
      print("not reached")
      """)
    // The line where the value was made, which is where it has to be mended.
    #expect(record.failure?.line == 10)
    #expect(
      record.failure?.message
        == "'ImageGrid' cannot be shown: 3 values do not fill rows of 2 pixels with 1 channel")
    #expect(record.failure?.isKernelAlive == true)
    #expect(record.standardOutput == "")
  }

  @Test func namesTheNotesLineOfATensorError() async throws {
    let record = try await runAlone(
      "let a = Tensor([1, 2, 3])\nfunc twice() -> Tensor {\n  a + Tensor([1, 2])\n}\nprint(twice())"
    )
    #expect(record.failure?.kind == .trap)
    #expect(record.failure?.line == 12)
  }

  @Test func drawsTheSameNumbersForTheSameSeed() async throws {
    let code = "print(Tensor.normal([4]).scalars)"
    let first = try await runAlone(code)
    let second = try await runAlone(code)
    #expect(first.failure == nil)
    #expect(first.standardOutput == second.standardOutput)
  }

  /// Training on in the child of a fork gives the bits of training without one, although the
  /// pool's threads are the parent's.
  @Test(arguments: [1, 2, 3])
  func trainsOnAfterASnapshotWithTheSameBits(threads: Int) async throws {
    let environment = ["NOTEBOOK_THREADS": "\(threads)"]
    let workshop = try CellWorkshop()
    let first = try workshop.compile(
      1,
      """
      let labels = Tensor((0..<512).map { $0 % 10 })
      let data = Examples(inputs: Tensor.normal([512, 256]), targets: labels)
      let model = Sequential { Dense(256, activation: .relu); Dense(10) }
      let optimizer = Adam()
      func train() {
        _ = try! model.fit(
          data, epochs: 2, batchSize: 64, optimizer: optimizer)
        print(model(data.inputs).scalars.reduce(0) { $0 ^ $1.bitPattern })
      }
      train()
      """)
    let second = try workshop.compile(2, "train()")
    let plain = try await workshop.start(environment: environment)
    let training = await plain.record(first)
    #expect(training.failure == nil)
    let expected = await plain.record(second)
    #expect(expected.failure == nil)
    await plain.stop()
    let session = try await workshop.start(environment: environment)
    _ = await session.record(first)
    let snapshot = try await session.takeSnapshot()
    #expect(await session.record(second).standardOutput == expected.standardOutput)
    try await session.resume(from: snapshot)
    #expect(await session.record(second).standardOutput == expected.standardOutput)
    // The snapshot's own process goes on with the pool that it had before.
    try await session.resume(from: snapshot, usingUp: true)
    #expect(await session.record(second).standardOutput == expected.standardOutput)
    await session.stop()
  }

  @Test func anInterruptionEndsALoopOverAPlannedFunction() async throws {
    let workshop = try CellWorkshop()
    let loop = try workshop.compile(
      1,
      """
      let weight = Parameter(Tensor.zeros([4]))
      let step = PlannedFunction("step") { [($0[0] * weight.value).sum()] }
      var steps = 0
      do {
        while true {
          _ = try step([Tensor.ones([4])])
          steps += 1
          if steps == 1 { display("first step") }
        }
      } catch let error as InterruptedError {
        display("stopped: \\(error)")
      }
      """)
    let session = try await workshop.start()
    let record = await session.record(loop) { event in
      if event == .event(.output(CellOutput(.text("first step")))) { session.interrupt() }
    }
    #expect(record.transcript.hasPrefix("[first step][stopped: interrupted]"))
    #expect(record.failure?.kind == .interruption)
    #expect(record.failure?.isKernelAlive == true)
    // What the next cell calls is not interrupted.
    let after = try workshop.compile(2, "print(try! step([Tensor.ones([4])])[0].doubles)")
    #expect(await session.record(after).standardOutput == "[0.0]\n")
    await session.stop()
  }
}
