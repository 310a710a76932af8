internal import Datasets
internal import Tensors

/// A step over batches of a data set: planned at the first batch of each size, then replayed.
struct PlannedSteps {
  private let data: Examples
  private let batchSize: Int
  private let function: PlannedFunction

  /// - Parameters:
  ///   - remark: What a message says of shapes with as many rows as a whole batch has.
  ///   - body: Receives a batch; returns numbers, or rows of numbers.
  init(
    _ name: String, data: Examples, batchSize: Int, remark: String? = nil,
    body: @escaping (_ batch: Examples) throws -> [Tensor]
  ) {
    self.data = data
    self.batchSize = batchSize
    function = PlannedFunction(name) {
      let batch = Examples(wholeTensors: $0, classNames: data.classNames)
      let isRest = batch.count < min(batchSize, data.count)
      return try PassScope.remarking(
        onRows: batch.count, isRest ? Self.remark(onRest: batch.count) : remark
      ) { try body(batch) }
    }
  }

  private static func remark(onRest count: Int) -> String {
    "the last batch holds the \(plural(count, "example")) left over: a model that is made for a certain "
      + "number of examples takes data that batchSize divides, data.prefix(…)"
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
