/// Walks the tape from an output back to the variables of one gradient.
struct Backward {
  /// The records between the output and the variables, newest first.
  private var records: [GradientRecord] = []
  /// Whether a variable of another gradient is involved, so that this gradient is itself recorded.
  private(set) var isDifferentiable = false
  private let variables: [GradientRecord]
  /// The first variable's number: what is older does not depend on any variable.
  private let oldest: Int

  init(from output: Tensor, to variables: [GradientRecord]) {
    self.variables = variables
    oldest = variables.map(\.sequence).min() ?? 0
    var seen: Set<ObjectIdentifier> = []
    var pending: [GradientRecord] = []
    if let record = output.record { pending.append(record) }
    while let record = pending.popLast() {
      guard seen.insert(ObjectIdentifier(record)).inserted else { continue }
      let isOwn = variables.contains { $0 === record }
      if record.sequence < oldest { isDifferentiable = true }
      if case .variable = record.rule {
        if !isOwn || record.inputs.contains(where: { $0.record != nil }) {
          isDifferentiable = true
        }
        if isOwn { continue }
      }
      guard record.sequence > oldest else { continue }
      records.append(record)
      for input in record.inputs {
        if let inputRecord = input.record { pending.append(inputRecord) }
      }
    }
    records.sort { $0.sequence > $1.sequence }
  }

  /// The gradient of every variable, zeros where the output does not depend on it.
  func gradients(of output: Tensor, cotangent: Tensor) -> [Tensor] {
    var gradients: [ObjectIdentifier: Tensor] = [:]
    if let record = output.record { gradients[ObjectIdentifier(record)] = cotangent }
    for record in records {
      guard let gradient = gradients.removeValue(forKey: ObjectIdentifier(record)) else { continue }
      let inputs = isDifferentiable ? record.inputs : record.inputs.map(\.detached)
      let output = isDifferentiable ? record.output : record.outputValue
      let wanted = record.inputs.map { ($0.record?.sequence ?? -1) >= oldest }
      let parts = rule(record, inputs, output, gradient, wanted)
      for (input, part) in zip(record.inputs, parts) {
        guard let inputRecord = input.record, inputRecord.sequence >= oldest, let part else {
          continue
        }
        let reduced = part.undoingBroadcast(to: input.shape)
        let key = ObjectIdentifier(inputRecord)
        gradients[key] = gradients[key].map { $0 + reduced } ?? reduced
      }
    }
    return variables.map { variable in
      gradients[ObjectIdentifier(variable)]
        ?? .zeros(variable.outputValue.shape, type: variable.outputValue.elementType)
    }
  }

  private func rule(
    _ record: GradientRecord, _ inputs: [Tensor], _ output: Tensor, _ gradient: Tensor,
    _ wanted: [Bool]
  ) -> [Tensor?] {
    switch record.rule {
    case .variable:
      inputs.map { _ in gradient }
    case .custom(let custom):
      custom.gradient(inputs, output, gradient)
    case .primitive(let primitive):
      primitive.family.gradient(
        of: primitive, inputs, output: output, cotangent: gradient, wanted: wanted)
    }
  }
}

extension Tensor {
  /// The sum over the axes along which a tensor of `target` was repeated to this shape: the only
  /// place where gradients undo broadcasting.
  func undoingBroadcast(to target: [Int]) -> Tensor {
    if shape == target { return self }
    let added = rank - target.count
    let repeated = target.indices.filter { target[$0] == 1 && shape[$0 + added] != 1 }
    let axes = Array(0..<added) + repeated.map { $0 + added }
    return sum(axes: axes).reshaped(to: target)
  }
}
