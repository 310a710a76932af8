/// The value of a primitive for concrete inputs, computed now on the calling thread, without
/// recording anything for gradients.
package func evaluate(_ primitive: Primitive, _ inputs: [Tensor]) -> Tensor {
  orStop(#fileID, #line) { () throws(TensorError) in
    let family = primitive.family
    let result = try family.signature(of: primitive, inputs.map(\.signature))
    try family.checkValues(primitive, inputs)
    return family.evaluate(primitive, inputs, result: result)
  }
}

/// The one way an operation takes place: check the shapes; compute, or add to the graph under
/// construction; remember what a gradient will need.
func apply(_ primitive: Primitive, _ inputs: [Tensor]) throws(TensorError) -> Tensor {
  let family = primitive.family
  let result = try family.signature(of: primitive, inputs.map(\.signature))
  try Storage.checkMemory(for: result)
  var builder: TraceBuilder?
  var isRecorded = false
  // By place: a loop over elements would count references to each of them.
  for index in inputs.indices {
    if case .symbolic(let found, _) = inputs[index].contents { builder = found }
    if inputs[index].record != nil { isRecorded = true }
  }
  var output: Tensor
  if let builder {
    output = builder.append(primitive, inputs, result: result)
  } else {
    try family.checkValues(primitive, inputs)
    output = family.evaluate(primitive, inputs, result: result)
  }
  if isRecorded && output.elementType != .int32 {
    output.record = GradientRecord(rule: .primitive(primitive), inputs: inputs, output: output)
  }
  return output
}

/// The same, for operators and the inside of the engine: a mistake ends the program at the place
/// of the call.
func applied(
  _ primitive: Primitive, _ inputs: Tensor..., file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  orStop(file, line) { () throws(TensorError) in try apply(primitive, inputs) }
}
