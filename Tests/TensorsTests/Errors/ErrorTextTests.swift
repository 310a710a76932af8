import Testing

@testable import Tensors

/// Every sentence a wrong argument gives, verbatim, and that it names the caller's line.
struct ErrorTextTests {
  @Test func shapeRulesThrowSentences() throws {
    let rules: [(Primitive, [[Int]], String)] = [
      (
        .binary(BinaryFunction(Add.self)), [[2, 5], [3, 5]],
        "+ cannot combine shapes [2, 5] and [3, 5]: axis -2 is 2 on the left and 3 on the right; "
          + "sizes must be equal or 1, so reshape or broadcast one of them"
      ),
      (
        .binary(BinaryFunction(Maximum.self)), [[4], [3]],
        "maximum cannot combine shapes [4] and [3]: the last axis is 4 on the left and 3 on the "
          + "right; sizes must be equal or 1, so reshape or broadcast one of them"
      ),
      (
        .matmul(transposesLeft: false, transposesRight: false), [[32, 784], [300, 10]],
        "matmul expects [rows, depth] times [depth, columns], got [32, 784] times [300, 10]: the "
          + "left depth is 784, the right 300; transpose or reshape one of them"
      ),
      (
        .reshape([3, 4]), [[2, 5]],
        "reshaped(to: [3, 4]) expects 12 elements, got shape [2, 5] of 10: keep the number of "
          + "elements, or write -1 for one axis"
      ),
      (
        .concatenate(axis: 0), [[2, 3], [2, 4]],
        "concatenate along axis 0 expects shapes equal except there, got [2, 3] and [2, 4] "
          + "(tensor 1): slice or reshape it first"
      ),
      (
        .convolution(ConvolutionGeometry()), [[1, 3, 8, 8], [4, 2, 3, 3]],
        "conv2D expects a kernel [output channels, input channels / groups, height, width] for "
          + "images of 3 channels, got [4, 2, 3, 3]: axis 1 must be 3 and axis 0 a multiple of the "
          + "groups"
      ),
      (
        .convolution(ConvolutionGeometry()), [[1, 3, 2, 2], [4, 3, 3, 3]],
        "conv2D has a window of 3 x 3, larger than the image of 2 x 2 (padding included): use a "
          + "smaller window or padding: .same"
      ),
      (
        .maxPool(PoolingGeometry(window: [2, 2], strides: [2, 2])), [[3, 8, 8]],
        "maxPool2D expects images [batch, channels, height, width], got [3, 8, 8]: reshape them"
      ),
      (
        .channelNormalize(epsilon: 1e-3), [[4, 3], [2, 3], [5], [3]],
        "batch normalization of [4, 3] expects mean, variance, gamma and beta of 3 channels "
          + "(axis 1), got moments [2, 3], gamma [5] and beta [3]"
      ),
      (
        .reduce(.maximum, axes: [0], keepsDimensions: false), [[0, 3]],
        "max expects at least one element along axes [0], got shape [0, 3]: an empty tensor has no "
          + "max"
      ),
    ]
    for (primitive, shapes, sentence) in rules {
      let error = #expect(throws: TensorError.self) {
        try primitive.signature(shapes.map { TensorSignature(shape: $0) })
      }
      #expect(error?.message == sentence)
    }
  }

  @Test(arguments: [
    (
      [32, 10], ElementType.float32,
      "pass one class number per example, not one-hot rows: argmax(axis: 1) gives them"
    ),
    ([32, 1], .int32, "leave out their last axis with reshaped(to: [-1])"),
    (
      [32, 1], .float32,
      "leave out their last axis with reshaped(to: [-1]).converted(to: .int32)"
    ),
    ([32], .float32, "convert them with converted(to: .int32)"),
    ([31], .int32, "pass one class number per example"),
  ])
  func labelsThatAreNotClassNumbersAreRefused(
    _ shape: [Int], _ type: ElementType, _ remedy: String
  ) {
    let error = #expect(throws: TensorError.self) {
      try Primitive.softmaxCrossEntropy.signature([
        TensorSignature(shape: [32, 10]), TensorSignature(shape: shape, elementType: type),
      ])
    }
    #expect(
      error?.message
        == "softmaxCrossEntropy expects labels [batch] = [32] of int32 class numbers for logits "
        + "[32, 10], got \(type) of shape \(shape): \(remedy)")
  }

  @Test func aWrongShapeEndsTheProgramAtTheCallersLine() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).matmul(Tensor.zeros([4, 5]), file: "note.md", line: 41)
    }
    expectFatal(
      result,
      "note.md:41: Fatal error: matmul expects [rows, depth] times [depth, columns], got [2, 3] "
        + "times [4, 5]: the left depth is 3, the right 4; transpose or reshape one of them")
  }

  @Test func anIndexOutsideEndsTheProgram() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[1, 5]
    }
    expectFatal(
      result,
      "Fatal error: index 5 is outside axis 1 of shape [2, 3], which has 3 places")
  }

  @Test func aLabelOutsideEndsTheProgram() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = softmaxCrossEntropy(Tensor.zeros([2, 3]), labels: Tensor([0, 3] as [Int32]))
    }
    expectFatal(
      result,
      "Fatal error: softmaxCrossEntropy expects labels in 0..<3, got 3 at [1]: logits have 3 columns, one "
        + "per class")
  }

  @Test func sizesBeyondTheMemoryAreRefusedWithTheirBytes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1_000_000, 1_000_000])
    }
    expectFatal(
      result,
      "Fatal error: not enough memory for a tensor of shape [1000000, 1000000]: it takes "
        + "4000000000000 bytes, this machine has ")
  }

  @Test func sizesBeyondIntegersAreRefused() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1 << 40, 1 << 40])
    }
    expectFatal(
      result,
      "Fatal error: not enough memory for a tensor of shape [1099511627776, 1099511627776]: it "
        + "takes more bytes than can be counted, this machine has ")
  }

  @Test func readingASymbolicValueNamesTheRemedy() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try? Trace.of(inputs: [TensorSignature(shape: [2])]) { inputs in
        inputs[0].scalars[0] > 0 ? inputs : []
      }
    }
    expectFatal(
      result,
      "Fatal error: its elements cannot be read while the function is being planned: this tensor "
        + "of shape [2] has no value yet; return it from the function and read it afterwards, or "
        + "choose with `where` instead of `if`")
  }

  @Test func aTensorKeptFromAPlannedFunctionNamesWhereItCanBeKept() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var kept: Tensor?
      let planned = PlannedFunction { inputs in
        kept = inputs[0] * 2
        return inputs
      }
      _ = try planned([Tensor.ones([2])])
      _ = kept?.scalars
    }
    expectFatal(
      result,
      "Fatal error: its elements cannot be read: this tensor of shape [2] was kept from a function "
        + "that was planned, such as a layer's call or a step's loss, and has no value outside of it; "
        + "return it, assign it in the function to a Parameter(…, isTrainable: false), or record it "
        + "with a Recorder")
  }

  @Test func aGradientOfManyNumbersIsRefused() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [1, 2]) { $0 * 2 }
    }
    expectFatal(
      result,
      "Fatal error: a gradient expects a function that returns one number, got a tensor of shape "
        + "[2]: end the function with sum() or mean()")
  }

  @Test func anUpdateOfAnotherShapeIsRefused() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let weight = Parameter(Tensor.zeros([2, 3]), name: "Dense(3).weight")
      _ = try? Trace.of(inputs: [TensorSignature(shape: [5, 2, 3])]) { inputs in
        weight.value -= inputs[0]
        return []
      }
    }
    expectFatal(
      result,
      "Fatal error: cannot update Dense(3).weight of shape [2, 3] (float32) by a value of shape "
        + "[5, 2, 3] (float32): parameter updates do not broadcast")
  }

  @Test func anEagerUpdateOfAnotherShapeIsRefused() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let weight = Parameter(Tensor.zeros([3]), name: "weight")
      weight.value -= Tensor.ones([2, 3])
    }
    expectFatal(
      result,
      "Fatal error: cannot update weight of shape [3] (float32) by a value of shape [2, 3] "
        + "(float32): parameter updates do not broadcast")
  }

  @Test func anUpdateOfAnotherElementTypeIsRefused() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let weight = Parameter(Tensor.zeros([3]), name: "weight")
      weight.value = Tensor.ones([3], type: .float64)
    }
    expectFatal(
      result,
      "Fatal error: cannot update weight of float32 by a value of float64: a parameter keeps its "
        + "element type; convert the value, or make the model with inputs of float64")
  }

  @Test func aNumberBeyondInt32IsRefusedBesideIntegers() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1, 2]) + 5_000_000_000
    }
    expectFatal(
      result,
      "Fatal error: 5000000000 does not fit into int32, the element type of this tensor: convert "
        + "it with converted(to: .float32)")
  }

  private func expectFatal(
    _ result: ExitTest.Result?, _ sentence: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(sentence), "\(text.prefix(400))", sourceLocation: sourceLocation)
  }
}
