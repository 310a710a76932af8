/// What a step of a replay has computed. It is valid until the next step.
package struct StepOutputs {
  /// Where the plan has each output.
  private let sources: UnsafeMutableBufferPointer<Source>
  /// Where each output begins among the elements, and where the last one ends.
  private let bounds: UnsafeMutableBufferPointer<Int>
  /// The elements of all outputs, one after another.
  private let elements: UnsafeMutablePointer<Double>

  private enum Source {
    case float32(UnsafePointer<Float>)
    case float64(UnsafePointer<Double>)
  }

  init(of plan: ExecutionPlan) {
    sources = .allocate(capacity: plan.outputs.count)
    bounds = .allocate(capacity: plan.outputs.count + 1)
    bounds.initialize(repeating: 0)
    for (index, output) in plan.outputs.enumerated() {
      let source: Source =
        output.elementType == .float64
        ? .float64(
          UnsafeRawPointer(plan.memory.bytes(output)).assumingMemoryBound(to: Double.self))
        : .float32(UnsafePointer(plan.memory.floats(output)))
      sources.initializeElement(at: index, to: source)
      bounds[index + 1] = bounds[index] + output.count
    }
    elements = .allocate(capacity: max(1, bounds[plan.outputs.count]))
  }

  func deallocate() {
    sources.deallocate()
    bounds.deallocate()
    elements.deallocate()
  }

  /// Copies what the plan has now: its next step writes to the same places.
  func take() {
    for index in sources.indices {
      let (target, count) = (elements + bounds[index], bounds[index + 1] - bounds[index])
      switch sources[index] {
      case .float32(let source): for place in 0..<count { target[place] = Double(source[place]) }
      case .float64(let source): target.update(from: source, count: count)
      }
    }
  }

  /// How many outputs there are.
  package var count: Int { sources.count }

  /// The number that an output is, or the first of its row.
  package subscript(index: Int) -> Double { elements[bounds[index]] }

  /// All elements of an output.
  package func row(_ index: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: elements + bounds[index], count: bounds[index + 1] - bounds[index])
  }
}
