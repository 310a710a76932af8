internal import Datasets
internal import Tensors

/// A step over batches of a data set: planned at the first batch of each size, then replayed.
struct PlannedSteps {
  private let data: Examples
  private let batchSize: Int
  private let function: PlannedFunction

  /// - Parameter body: Receives a batch; returns numbers, or rows of numbers.
  init(
    _ name: String, data: Examples, batchSize: Int,
    body: @escaping (_ batch: Examples) throws -> [Tensor]
  ) {
    self.data = data
    self.batchSize = batchSize
    function = PlannedFunction(name) {
      try body(Examples(wholeTensors: $0, classNames: data.classNames))
    }
  }

  /// Runs a step for every batch of the examples in `order`; `onStep` gets the number of the
  /// batch, its size and its figures, and returns false to stop.
  func run(
    order: [Int32], onStep: (_ step: Int, _ size: Int, StepOutputs) -> Bool
  ) throws {
    try function.replay(
      rowsOf: data.wholeTensors, from: data.rows.lowerBound, order: order, batchSize: batchSize
    ) { step, figures in
      onStep(step, min(batchSize, order.count - step * batchSize), figures)
    }
  }

  /// What is computed for the batches of so many examples: of the usual size, and of what is left
  /// over.
  func traces(count: Int) throws -> [Trace] {
    try [min(count, batchSize), count > batchSize ? count % batchSize : 0].filter { $0 > 0 }.map {
      size in
      try function.trace(
        for: data.wholeTensors.map {
          TensorSignature(shape: [size] + $0.shape.dropFirst(), elementType: $0.elementType)
        })
    }
  }

  /// The plan in words.
  var explanation: String { function.explain() }
}
