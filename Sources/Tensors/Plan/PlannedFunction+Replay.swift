extension PlannedFunction {
  /// One call for every batch of rows of the data, in the order given, many calls in one dispatch
  /// of the workers, which gather the rows themselves. Nothing is allocated from step to step, and
  /// nothing is copied where rows are taken in their order and only multiplied by weights.
  ///
  /// The last batch may be smaller and has a plan of its own.
  ///
  /// - Parameters:
  ///   - data: tensors whose first axes are equally long: images and labels.
  ///   - first: the row that is number 0 in `order`.
  ///   - order: row numbers; step k takes `order[k * batchSize ..< ...]`. An index that is outside
  ///     is told with the number that its row has here.
  ///   - onStep: gets each step's outputs, numbers or rows of numbers, while the next step waits;
  ///     `false` stops.
  package func replay(
    rowsOf data: [Tensor], from first: Int = 0, order numbers: [Int32], batchSize: Int,
    onStep: (_ step: Int, _ outputs: StepOutputs) -> Bool
  ) throws {
    let order = first == 0 ? numbers : numbers.map { $0 + Int32(first) }
    let rows = data.first?.shape.first ?? 0
    for (number, tensor) in data.enumerated() {
      guard let count = tensor.shape.first, count == rows else {
        throw TensorError(
          "\(name) expects data of equally many rows: argument 0 has \(rows), argument \(number) "
            + "has shape \(tensor.shape)")
      }
    }
    if let wrong = order.first(where: { $0 < 0 || Int($0) >= rows }) {
      throw TensorError("\(name) cannot take row \(wrong) of data with \(rows) rows")
    }
    guard batchSize > 0 else {
      throw TensorError("\(name) expects batches of at least one row, got \(batchSize)")
    }
    let whole = order.count / batchSize
    var isGoingOn = true
    if whole > 0 {
      isGoingOn = try replay(data, first, order[...], batchSize, 0..<whole, onStep)
    }
    let rest = order.count - whole * batchSize
    if rest > 0 && isGoingOn {
      _ = try replay(
        data, first, order[(whole * batchSize)...], rest, whole..<whole + 1, onStep)
    }
  }

  /// Steps of one size; `false` when `onStep` has stopped them.
  private func replay(
    _ data: [Tensor], _ firstRow: Int, _ order: ArraySlice<Int32>, _ batchSize: Int,
    _ steps: Range<Int>, _ onStep: (Int, StepOutputs) -> Bool
  ) throws -> Bool {
    let plan = try plan(
      for: data.map { tensor in
        TensorSignature(
          shape: [batchSize] + tensor.shape.dropFirst(), elementType: tensor.elementType)
      })
    if let output = plan.outputs.first(where: {
      $0.elementType == .int32 || $0.count != 1 && $0.shape.count != 1
    }) {
      throw TensorError(
        "\(name) must return numbers or rows of them, float32 or float64, to be replayed, not "
          + "\(output.elementType) of shape \(output.shape)")
    }
    plan.adoptStates()
    let areInOrder = zip(order, order.dropFirst()).allSatisfy { $1 == $0 + 1 }
    let sources = zip(data, plan.inputs).compactMap { tensor, value in
      value.map {
        RowSource(tensor, $0, plan.memory, isBorrowed: areInOrder && plan.canBorrow($0))
      }
    }
    defer { for source in sources { source.giveBack() } }
    let outputs = StepOutputs(of: plan)
    defer { outputs.deallocate() }
    var isGoingOn = true
    var done = 0
    /// The same error with the example that the batch's row is; of a batch that is looked up whole.
    func named(_ error: TensorError) -> TensorError {
      guard let wrong = error.indexOutside, let row = wrong.row(ofBatch: batchSize) else {
        return error
      }
      let number = order[order.startIndex + done * batchSize + row]
      return TensorError(wrong, example: Int(number) - firstRow)
    }
    try withExtendedLifetime(data) {
      try order.withUnsafeBufferPointer { rows in
        try sources.withUnsafeBufferPointer { sources in
          do throws(TensorError) {
            try plan.run(count: steps.count) { worker, team, step in
              let first = batchSize * worker / team
              let last = batchSize * (worker + 1) / team
              for source in sources {
                source.bring(rows, from: step * batchSize, rows: first..<last)
              }
            } after: { step in
              outputs.take()
              done = step + 1
              isGoingOn = onStep(steps.lowerBound + step, outputs)
              return isGoingOn
            }
          } catch {
            throw named(error)
          }
        }
      }
    }
    return isGoingOn
  }
}

/// Brings rows of a tensor into a plan's input, or the input to the rows.
private struct RowSource {
  private let source: UnsafeRawPointer
  private let target: UnsafeMutableRawPointer
  /// Where steps look up the input's address, when it is to be the rows' own.
  private let place: UnsafeMutablePointer<UnsafeMutableRawPointer>?
  private let rowBytes: Int
  private let targetStride: Int

  init(_ tensor: Tensor, _ value: PlanValue, _ memory: PlanMemory, isBorrowed: Bool) {
    guard case .concrete(let storage, let offset) = tensor.contents else {
      stop("data that have no value yet cannot be replayed")
    }
    let bytes = tensor.elementType.stride
    source = UnsafeRawPointer(storage.pointer) + offset * bytes
    target = memory.bytes(value)
    place = isBorrowed ? memory.addresses + value.buffer : nil
    rowBytes = value.shape.dropFirst().reduce(1, *) * bytes
    targetStride = value.layout == .paddedRows ? value.matrix.stride * bytes : rowBytes
  }

  /// Called by every worker with its share of the batch that begins at `order[first]`.
  @inline(__always)
  func bring(_ order: UnsafeBufferPointer<Int32>, from first: Int, rows: Range<Int>) {
    if let place {
      // One worker says it for all; none of them writes to an input.
      if rows.lowerBound == 0 {
        place.pointee = UnsafeMutableRawPointer(mutating: source + Int(order[first]) * rowBytes)
      }
      return
    }
    for row in rows {
      (target + row * targetStride).copyMemory(
        from: source + Int(order[first + row]) * rowBytes, byteCount: rowBytes)
    }
  }

  /// Lets the plan have its own memory again.
  func giveBack() { place?.pointee = target }
}
