/// The value of a primitive for concrete inputs, computed now on the calling thread, without
/// recording anything for gradients.
package func evaluate(_ primitive: Primitive, _ inputs: [Tensor]) -> Tensor {
  let family = primitive.family
  do {
    let result = try family.signature(of: primitive, inputs.map(\.signature))
    return family.evaluate(primitive, inputs, result: result)
  } catch {
    stop(error.message)
  }
}

/// The one way an operation takes place: check the shapes; compute, or add to the graph under
/// construction; remember what a gradient will need.
func perform(_ primitive: Primitive, _ inputs: [Tensor]) throws(TensorError) -> Tensor {
  let family = primitive.family
  let result = try family.signature(of: primitive, inputs.map(\.signature))
  var builder: TraceBuilder?
  var isRecorded = false
  for input in inputs {
    if case .symbolic(let found, _) = input.contents { builder = found }
    if input.record != nil { isRecorded = true }
  }
  var output =
    if let builder {
      builder.append(primitive, inputs, result: result)
    } else {
      family.evaluate(primitive, inputs, result: result)
    }
  if isRecorded && output.elementType != .int32 {
    output.record = GradientRecord(rule: .primitive(primitive), inputs: inputs, output: output)
  }
  return output
}

/// The same, for operators and the inside of the engine: a mistake ends the program at the place
/// of the call.
func performed(
  _ primitive: Primitive, _ inputs: Tensor..., file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  do {
    return try perform(primitive, inputs)
  } catch {
    stop(error.message, file: file, line: line)
  }
}
