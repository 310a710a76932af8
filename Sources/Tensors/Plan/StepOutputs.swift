/// What a step of a replay has computed. It is valid until the next step.
package struct StepOutputs {
  /// Where the plan has each output.
  private let sources: UnsafeMutableBufferPointer<UnsafePointer<Float>>
  /// Where each output begins among the elements, and where the last one ends.
  private let bounds: UnsafeMutableBufferPointer<Int>
  /// The elements of all outputs, one after another.
  private let elements: UnsafeMutablePointer<Float>

  init(of plan: ExecutionPlan) {
    sources = .allocate(capacity: plan.outputs.count)
    bounds = .allocate(capacity: plan.outputs.count + 1)
    bounds.initialize(repeating: 0)
    for (index, output) in plan.outputs.enumerated() {
      sources.initializeElement(at: index, to: UnsafePointer(plan.memory.floats(output)))
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
      (elements + bounds[index]).update(
        from: sources[index], count: bounds[index + 1] - bounds[index])
    }
  }

  /// How many outputs there are.
  package var count: Int { sources.count }

  /// The number that an output is, or the first of its row.
  package subscript(index: Int) -> Float { elements[bounds[index]] }

  /// All elements of an output.
  package func row(_ index: Int) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: elements + bounds[index], count: bounds[index + 1] - bounds[index])
  }
}
