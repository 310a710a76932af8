public import Tensors

extension Layer {
  /// Makes all parameters for inputs of this shape (one example, without the batch); throws when a
  /// layer cannot take what the layer before it gives, or computes with weights that it does not
  /// hold.
  ///
  /// - Parameters:
  ///   - input: The shape of one example.
  ///   - type: Of all parameters: float64 for a model whose gradients are to be checked. Such a
  ///     model takes inputs and targets of float32 too, which become float64 on their way in.
  public func build(
    input: [Int], type: ElementType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) throws(ModelError) {
    _ = try passThrough(input, type: type, SourceLocation(file: file, line: line))
  }

  /// The shape of the output for one example, without the batch; makes the parameters on the way.
  ///
  /// - Parameter examples: How many there are: in what is wrong with the shape, the batch is told
  ///   as the user has it.
  func outputShape(
    input: [Int], type: ElementType = .float32, examples: Int? = nil
  ) throws(ModelError) -> [Int] {
    Array(try passThrough(input, type: type, nil, examples: examples).shape.dropFirst())
  }

  /// Sends one example of zeros through the model, asking each layer of a sequence first whether it
  /// can take what comes.
  func passThrough(
    _ input: [Int], type: ElementType = .float32, _ location: SourceLocation?,
    examples: Int? = nil, observe: Pass.Observer? = nil
  ) throws(ModelError) -> Tensor {
    guard input.allSatisfy({ $0 >= 0 }) else {
      throw .wrongRequest(
        "a model expects the shape of one input, without the batch, got \(input): sizes are at "
          + "least 0")
    }
    let context = Context(
      isTraining: false, updatesState: false, location: location,
      of: observe == nil ? nil : self, observe: observe)
    context.checkReads(known: [])
    context.pass.input =
      examples.map { .one(of: $0, isBuilt: !ModelWalk(self).isUnbuilt) } ?? .shapeAlone
    let type = type == .float32 ? floatType : type
    let start = Tensor.zeros([1] + input, type: type)
    let output: Tensor
    do throws(ModelError) {
      output = try PassScope.remarking(onRows: 1, Self.triedWithOne) { () throws(ModelError) in
        try send(start, layerByLayerIn: context)
      }
    } catch {
      throw error.ofBatch(examples ?? 1)
    }
    if let unlisted = context.unlisted { throw unlisted }
    return output
  }

  /// What a message says of shapes that the user has not made.
  private static var triedWithOne: String {
    "a model is tried with one example first: the 1 at the front of these shapes is its batch"
  }

  /// Asks every layer of a sequence whether it can take what comes, and sends it through.
  private func send(
    _ input: Tensor, layerByLayerIn context: Context
  ) throws(ModelError) -> Tensor {
    guard let sequence = self as? Sequential else {
      try checkInput(input.shape, in: context.pass)
      return context.send(input, through: self)
    }
    context.pass.generator = sequence.random
    var x = input
    for (label, layer) in sequence.labeledLayers {
      try layer.checkInput(x.shape, in: context.pass)
      x = context.send(x, through: layer, label: label)
    }
    return x
  }
}
