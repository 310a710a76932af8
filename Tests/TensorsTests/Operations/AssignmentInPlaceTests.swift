import Testing

@testable import Tensors

/// Assigning to a part writes into the variable's memory where nobody else can see it.
@Suite struct AssignmentInPlaceTests {
  private func memory(_ tensor: Tensor) -> UnsafeRawPointer {
    UnsafeRawPointer(tensor.pointer(Float.self))
  }

  @Test func theMemoryStaysWhereTheVariableAloneHoldsIt() {
    var x = Tensor.zeros([8, 8])
    x[0, 0] = 1.0
    let before = memory(x)
    for row in 0..<8 {
      for column in 0..<8 { x[row, column] = Double(8 * row + column) }
    }
    x[1..<3, -1] = Tensor([0.5, 0.25])
    x[7] += 1
    #expect(memory(x) == before)
    var expected = (0..<64).map(Float.init)
    (expected[15], expected[23]) = (0.5, 0.25)
    for place in 56..<64 { expected[place] += 1 }
    #expect(x.scalars == expected)
  }

  @Test func whatSharesTheMemoryKeepsItsValue() {
    var x = Tensor([[1.0, 2], [3, 4]])
    let copy = x
    let row = x[1]
    let flat = x.reshaped(to: [4])
    x[1, 0] = 9.0
    #expect(x.scalars == [1, 2, 9, 4])
    #expect(copy.scalars == [1, 2, 3, 4])
    #expect(row.scalars == [3, 4])
    #expect(flat.scalars == [1, 2, 3, 4])
    x[0..<1] = x[1..<2]
    x[1] = x[0] * 2
    #expect(x.scalars == [9, 4, 18, 8])
    let parameter = Parameter(Tensor([1.0, 2]))
    var read = parameter.value
    read[0] = 5.0
    #expect(parameter.value.scalars == [1, 2])
    parameter.value[1] = 7.0
    #expect(parameter.value.scalars == [1, 7])
    #expect(read.scalars == [5, 2])
  }

  @Test func aPartOfAnotherTensorsMemoryIsChangedAlone() {
    var part = Tensor.arange(12).converted(to: .float32).reshaped(to: [4, 3])[1..<3]
    part[0, 1] = 40.0
    part[-1] = Tensor([7.0, 8, 9])
    #expect(part.scalars == [3, 40, 5, 7, 8, 9])
  }

  @Test func wideAndWholeNumbersToo() {
    var exact = Tensor([1.0, 2, 3], type: .float64)
    exact[1] = 0.1
    exact[2] = 0.2
    #expect(exact.doubles == [1, 0.1, 0.2])
    var counts = Tensor([1, 2, 3])
    counts[0] = 5
    counts[1..<3] = Tensor([8, 9])
    #expect(counts.elementType == .int32)
    #expect(counts.integers == [5, 8, 9])
    var nothing = Tensor.zeros([0, 3])
    nothing[0..<0] = Tensor.zeros([0, 3])
    #expect(nothing.shape == [0, 3])
  }

  @Test func aPlanThatHoldsTheTensorKeepsItsConstant() throws {
    var weights = Tensor([1.0, 2])
    let captured = weights
    let planned = PlannedFunction { inputs in [inputs[0] * captured] }
    #expect(try planned([Tensor([1.0, 1])])[0].scalars == [1, 2])
    weights[0] = 10.0
    #expect(try planned([Tensor([1.0, 1])])[0].scalars == [1, 2])
    #expect(weights.scalars == [10, 2])
  }

  @Test func changedProbabilitiesForgetTheirLogits() {
    var output = softmax(Tensor([[2.0, 0.5], [1, 1]]))
    #expect(output.logits(of: .softmax) != nil)
    output[0, 0] = 0.5
    #expect(output.logits(of: .softmax) == nil)
  }

  @Test func aTapeLearnsOfEveryAssignment() {
    let slope = gradient(at: Tensor([1.0, 2, 3])) { x in
      var y = x
      y[0] = 5.0
      y[1] = x[2] * x[2]
      return (y * y).sum()
    }
    // y = (5, x₃², x₃): the derivatives are 0, 0 and 4 x₃³ + 2 x₃.
    #expect(slope.scalars == [0, 0, 114])
  }
}
