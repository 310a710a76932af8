@testable import Plotting

/// Charts of every kind, the same in every run.
enum ExampleCharts {
  static func losses(count: Int, seed: UInt64) -> [Double] {
    var random = Randomness(seed: seed)
    return random.lossCurve(count: count, from: 2.3, to: 0.3, noise: 0.08)
  }

  static let classes = ["shirt", "trouser", "bag"]

  static let all: [(name: String, chart: Chart)] = [
    (
      "smoothed-lines",
      Chart("Training loss") {
        LineMark(x: 0..<2500, y: losses(count: 2500, seed: 1)).series("without BN")
          .smoothed(.ema(0.95))
        LineMark(x: 0..<2500, y: losses(count: 2500, seed: 2).map { $0 * 0.6 }).series("with BN")
          .smoothed(.ema(0.95))
      }.xLabel("step").yLabel("loss").caption("Batch size 60.")
    ),
    (
      "epochs",
      Chart("Validation accuracy") {
        LineMark([0.75, 0.81, 0.84, 0.86]).series("before")
        LineMark([0.81, 0.85, 0.87, 0.88]).series("after")
        RuleMark(y: 0.8).annotation("target")
      }.xLabel("epoch").yLabel("accuracy")
    ),
    (
      "log-scale",
      Chart("Gradient norm") {
        for layer in 1...5 {
          LineMark((0..<50).map { step in Double(layer * layer * 4) / Double(step + 1) })
            .series("layer \(layer)")
        }
      }.yScale(.log).xLabel("step").yLabel("‖∇W‖₂")
    ),
    (
      "divergence",
      Chart("Divergence") {
        LineMark([2.3, 2.2, 4, .infinity, .nan, .nan], startingAt: 10).series("rate 0.5")
        LineMark([2.3, 2.1, 1.9, 1.8, 1.7, 1.65], startingAt: 10).series("rate 0.05")
      }.xLabel("step").yLabel("loss")
    ),
    (
      "band",
      Chart("Range of the loss") {
        BandMark(
          x: .value("step", 0..<4), yStart: .value("min", [1.0, 0.8, 0.5, 0.4]),
          yEnd: .value("max", [2.0, 1.5, 0.9, 0.7])
        ).series("with BN")
      }.yLabel("loss")
    ),
    (
      "horizontal-bars",
      Chart("Test accuracy, 3 seeds") {
        BarMark(
          x: .value("accuracy", [0.8721, 0.8911]), y: .value("model", ["without BN", "with BN"]),
          error: [0.004, 0.002])
      }.format(x: .percent)
    ),
    (
      "vertical-bars",
      Chart("Seconds") {
        BarMark(x: .value("model", ["MLP", "CNN"]), y: .value("seconds", [12.5, 80])).series(
          "before")
        BarMark(x: .value("model", ["MLP", "CNN"]), y: .value("seconds", [10, 61])).series("after")
      }
    ),
    (
      "confusion-matrix",
      Chart("Confusion matrix") {
        CellMark([[90, 3, 7], [0, 100, 0], [12, 1, 87]], rows: classes, columns: classes)
      }.colorScale(.sqrt).xLabel("predicted").yLabel("true")
    ),
    (
      "scatter",
      Chart("Two classes") {
        PointMark(x: [0.1, 0.5, 0.9], y: [1, 2, 1.5]).series("class 0")
        PointMark(x: [1.1, 1.5, 1.9], y: [3, 2, 2.5]).series("class 1")
      }.xLabel("feature 1").yLabel("feature 2")
    ),
    (
      "histogram",
      Chart("Weights") { HistogramMark([-1, -0.5, 0, 0, 0.1, 0.5, 1], bins: 4) }.xLabel("weight")
    ),
    (
      "ridge",
      Chart("Activations") {
        RidgeMark([[-1, 0, 0, 1], [0, 1, 1, 2]], steps: [0, 100], bins: 4)
      }.xLabel("activation").yLabel("step")
    ),
    (
      "contours",
      Chart("Paths") {
        ContourMark(x: -1...1, y: -1...1, levels: 4, resolution: 21) { $0 * $0 + 2 * $1 * $1 }
        LineMark(x: .value("w₁", [-0.9, -0.2, 0.1, 0]), y: .value("w₂", [0.8, 0.3, -0.1, 0]))
          .series("SGD")
      }
    ),
    (
      "stacked-areas",
      Chart("Seconds saved") {
        AreaMark([3, 4, .nan, 4, 3]).series("compiler").stacked()
        AreaMark([1, 2, 2, -2, -1]).series("kernel").stacked()
      }.xLabel("release").yLabel("seconds")
    ),
    (
      "texts",
      Chart("Optimizers") {
        TextMark(["SGD", "Adam"], x: [0.1, 0.4], y: [2.0, 1.2])
        RuleMark(y: 1.2).annotation("target")
      }.xLabel("seconds").yLabel("loss")
    ),
    (
      "images",
      Chart("Filters") {
        ImageGridMark([[0, 0.5, 1, 0.25], [1, 0, 0, 1]], width: 2, labels: ["edge", "corner"])
      }
    ),
  ]
}
