import Datasets
import NeuralNetworks
import NotebookDisplay
import NotebookPrelude
import Plotting
import Testing

/// What joins modules that do not know each other: recorders and charts, data and pictures.
@Suite struct BridgeTests {
  @Test func aRecorderFillsItsMarks() throws {
    let recorder = Recorder(
      .activations(of: 0, percentiles: [15, 50, 85]), .activations(of: "dense_1", as: .values),
      .value("two") { _ in 2 }, every: 2)
    try Sequential { Dense(3) }.fit(
      Examples.blobs(count: 60, classes: 3), steps: 6, batchSize: 20, callbacks: [recorder])
    let chart = Chart("inside") {
      BandMark(recorder["layer 0"], low: 15, high: 85)
      LineMark(recorder["layer 0"], percentile: 50)
      LineMark(recorder["two"]).series("two")
    }
    let figure = try #require(Self.figure(chart.cellOutput))
    let rows = try #require(figure.data).rows
    #expect(rows.contains { $0.contains("4") })
    let ridge = Chart("ridge") { RidgeMark(recorder["dense_1"]) }
    #expect(Self.figure(ridge.cellOutput) != nil)
  }

  @Test func aRidgeOfPercentilesSaysWhatToRecord() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let recorder = Recorder(.activations(of: "dense_1"), every: 1)
      try Sequential { Dense(3) }.fit(
        Examples.blobs(count: 60, classes: 3), steps: 2, callbacks: [recorder])
      _ = RidgeMark(recorder["dense_1"], file: "note.md", line: 7)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "note.md:7: Fatal error: \"dense_1\" was recorded as percentiles, not value by value: give the "
          + "Recorder's quantity 'as: .values', .activations(of: \"dense_1\", as: .values)"))
  }

  @Test func samplesHaveTheirClassesBelowThem() throws {
    let images = LabeledImages.drawnGarments(count: 5, seed: 1)
    let figure = try #require(Self.figure(images.samples(3).cellOutput))
    let first = images.classNames[images.labels.integers[0]]
    #expect(figure.svg.contains(first))
    #expect(images.samples(99).problem == nil)
  }

  private static func figure(_ output: CellOutput) -> Figure? {
    if case .figure(let figure) = output.content { figure } else { nil }
  }
}
