import Datasets
import NeuralNetworks
import NotebookDisplay
import NotebookPrelude
import Plotting
import Tensors
import Testing

/// What training and searching return is drawn in one line.
@Suite struct ChartsOfResultsTests {
  private func history() throws -> History {
    let data = Examples.blobs(count: 90, classes: 2, seed: 1)
    return try Sequential { Dense(2) }.fit(
      data, validation: data, epochs: 3, batchSize: 32, optimizer: SGD(learningRate: 0.1))
  }

  @Test func drawsAHistory() throws {
    let history = try history()
    guard case .figure(let figure) = history.chart().cellOutput.content else {
      Issue.record("no figure")
      return
    }
    #expect(figure.title == "Training")
    for words in ["Loss: ", "Accuracy: ", "training: ", "validation: ", "epoch, 1 to 3"] {
      #expect(figure.description.contains(words), "\(figure.description)")
    }
  }

  @Test func drawsTheStepsOfARunThatDivergedInItsFirstEpoch() throws {
    let data = Examples.blobs(count: 90, classes: 2, seed: 1)
    let rate = Schedule { $0 < 5 ? 0.01 : 1e30 }
    let history = try Sequential {
      Dense(4); Dense(2)
    }.fit(
      data, epochs: 2, batchSize: 10, optimizer: SGD(learningRate: rate), onDivergence: .stop)
    #expect(history.epochs == 0 && history.steps.count > 4)
    guard case .figure(let figure) = history.chart("loss").cellOutput.content else {
      Issue.record("no figure")
      return
    }
    #expect(figure.description.contains("step, 1 to"), "\(figure.description)")
    #expect(history.table.columns.map(\.title) == ["Step", "loss", "accuracy"])
    #expect(history.table.rows.count == history.steps.count)
    #expect(history.table.caption?.contains("became") == true, "\(history.table.caption ?? "")")
  }

  @Test func comparesRunsByAList() throws {
    let (first, second) = (try history(), try history())
    let chart = Chart("Loss", comparing: ["first": first, "second": second], \.validation.loss)
    guard case .figure(let figure) = chart.cellOutput.content else {
      Issue.record("no figure")
      return
    }
    #expect(figure.data?.columns.map(\.title) == ["x", "first", "second"])
    #expect(figure.data?.rows.count == 3)
    #expect(LineMark(first, \.validation.loss).cellOutput != CellOutput(.text("")))
  }

  @Test func drawsASearch() throws {
    let found = try search(
      .grid(), over: ["rate": .choice([0.001, 0.01, 1]), "width": .choice([16, 32])]
    ) { trial in
      let (rate, width): (Double, Double) = (trial["rate"], trial["width"])
      return rate == 1 ? .nan : rate * width
    }
    guard case .figure(let figure) = found.chart().cellOutput.content else {
      Issue.record("no figure")
      return
    }
    #expect(figure.title == "Search over 6 trials")
    #expect(figure.description.contains("rate (log scale)"))
    #expect(figure.description.contains("2 values not shown: NaN or infinite"))
    #expect(figure.svg.contains(">trial 1</text>"))
  }

  @Test func drawsASearchOverNames() throws {
    let found = try search(
      .grid(), over: ["optimizer": .choice(["sgd", "adam"]), "width": .choice([32, 8, 16])]
    ) { trial in
      let (name, width): (String, Double) = (trial["optimizer"], trial["width"])
      return (name == "adam" ? 1 : 2) * width
    }
    guard case .figure(let figure) = found.chart().cellOutput.content,
      case .figure(let map) = found.heatMap(x: "width", y: "optimizer").cellOutput.content
    else {
      Issue.record("no figure")
      return
    }
    #expect(figure.svg.contains(">sgd</text>") && figure.svg.contains(">adam</text>"))
    #expect(figure.svg.contains(">trial 5</text>"))
    #expect(map.data?.columns.map(\.title).suffix(3) == ["8", "16", "32"])
    #expect(map.data?.rows.first?.contains("64") == true)
  }

  @Test func drawsASearchInParallelCoordinates() throws {
    let found = try search(
      .grid(),
      over: [
        "rate": .choice([1, 0.001, 0.01]), "width": .choice([16, 32, 20]),
        "rule": .choice(["sgd", "adam"]),
      ]
    ) { trial in
      let (rate, width): (Double, Double) = (trial["rate"], trial["width"])
      return rate == 1 && width == 16 ? .nan : rate * width
    }
    guard case .figure(let figure) = found.parallelCoordinates().cellOutput.content else {
      Issue.record("no figure")
      return
    }
    for name in ["rate", "width", "rule", "score"] {
      #expect(figure.svg.contains(">\(name)</text>"), "\(name)")
    }
    #expect(figure.title == "Search over 18 trials, 2 without a score")
    // A line for each trial with a score; the rates lie at a third of the decades, widths in
    // between.
    #expect(figure.data?.rows.map(\.count) == [17, 17, 17, 17])
    let cells = (figure.data?.rows ?? []).flatMap { $0 }
    for height in ["0", "0.333", "0.25", "1"] {
      #expect(cells.contains { $0.hasPrefix(height) }, "\(height) in \(Set(cells))")
    }
  }

  @Test func tellsTheScoreFromASettingOfItsName() throws {
    let found = try search(.grid(), over: ["score": .choice([1, 2])]) { trial in
      let score: Double = trial["score"]
      return 3 - score
    }
    guard case .figure(let figure) = found.parallelCoordinates().cellOutput.content else {
      Issue.record("no figure")
      return
    }
    #expect(figure.data?.rows.map { $0.first ?? "" } == ["score", "score of the trial"])
  }

  @Test func drawsAConfusionMatrix() throws {
    let matrix = ConfusionMatrix(
      predictions: Tensor([0, 1, 1, 0]), labels: Tensor([0, 1, 0, 0]), classes: 2,
      names: ["cat", "dog"])
    guard case .figure(let figure) = matrix.chart().cellOutput.content else {
      Issue.record("no figure")
      return
    }
    #expect(figure.title == "Confusion matrix")
    #expect(figure.svg.contains(">cat</text>") && figure.svg.contains("predicted class"))
    #expect(figure.data?.rows.first?.contains("2") == true)
  }
}
