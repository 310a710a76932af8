import Testing

@testable import Tensors

struct CreationTests {
  @Test func listsOfThreeLevelsHaveThreeAxes() async {
    #expect(Tensor([[[1.0, 2], [3, 4]]]).shape == [1, 2, 2])
    let list = [[[1, 2, 3]], [[4, 5, 6]]]
    #expect(Tensor(list) == Tensor([1, 2, 3, 4, 5, 6], shape: [2, 1, 3]))
    #expect(Tensor([[[1.0, .nan], [0, .infinity]]]).elementType == .float32)
    #expect(Tensor([[[[1.0, 2]], [[3, 4]]]]) == Tensor([1.0, 2, 3, 4], shape: [1, 2, 1, 2]))
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[[1, 2]], [[1, 2], [3, 4]]], file: "note.md", line: 7)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "note.md:7: Fatal error: Tensor(_:) expects blocks of one number of rows, got 1 in block 0 and 2 "
          + "in block 1"))
  }

  @Test func literalsAndArraysChooseTheElementType() {
    let literal: Tensor = [[1, 2.5], [3, 4]]
    #expect(literal.elementType == .float32)
    #expect(literal.shape == [2, 2])
    #expect(Tensor([1, 2]).elementType == .int32)
    #expect(Tensor([1.0, 2]).elementType == .float32)
    #expect(Tensor(1.0, type: .float64).elementType == .float64)
    #expect(Tensor([[1.0, 2], [3, 4]]).shape == [2, 2])
    #expect(Tensor([7, 8] as [UInt8]).integers == [7, 8])
  }

  @Test func literalsFollowTheRuleOfArrays() {
    let whole: Tensor = [[1, -2], [3, 4]]
    #expect(whole.elementType == .int32)
    #expect(whole == Tensor([[1, -2], [3, 4]]))
    let fractions: Tensor = [1, 2.0]
    #expect(fractions.elementType == .float32)
    let none: Tensor = []
    #expect(none.elementType == .float32)
    let notNumbers: Tensor = [1, -.infinity, .nan]
    #expect(notNumbers.elementType == .float32)
    let exact: Tensor = [2_147_483_647, -2_147_483_648]
    #expect(exact.integers == [2_147_483_647, -2_147_483_648])
  }

  @Test func aWholeNumberThatDoesNotFitIsRefused() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = [3_000_000_000, 1] as Tensor }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("does not fit into int32, the element type of whole numbers"))
  }

  @Test func integersBecomeFractionsWhereTheseAreNeeded() {
    let x: Tensor = [[1, 2], [3, 4]]
    #expect(x.matmul(x).scalars == [7, 10, 15, 22])
    #expect(x.matmul(Tensor([0.5, 1])).scalars == [2.5, 5.5])
    #expect(Tensor([0.5, 1], type: .float64).matmul(x).doubles == [3.5, 5])
    #expect(einsum("ij,j", x, Tensor([0.5, 1])).scalars == [2.5, 5.5])
    #expect(concatenate([x, Tensor([[0.5, 0.5]])]).scalars == [1, 2, 3, 4, 0.5, 0.5])
    #expect(stack([Tensor([1]), Tensor([2])]).elementType == .int32)
    #expect(`where`([1, 0], [1, 2], Tensor([0.5, 0.25])).scalars == [1, 0.25])
    #expect(
      dropout(x, rate: 0.2, seed: 1).scalars.allSatisfy { [0, 1.25, 2.5, 3.75, 5].contains($0) })
    let images = x.reshaped(to: [1, 1, 2, 2])
    #expect(averagePool2D(images).scalar == 2.5)
    #expect(conv2D(images, Tensor.full([1, 1, 2, 2], 0.5)).scalar == 5)
    #expect(gradient(at: x) { ($0 * $0).sum() }.scalars == [2, 4, 6, 8])
    var part: Tensor = [1, 2, 3]
    part[0] = Tensor(0.5)
    #expect(part.scalars == [0.5, 2, 3])
    part[1] = Tensor(7)
    #expect(part.scalars == [0.5, 7, 3])
  }

  @Test func parametersThatAreTrainedHoldFractions() {
    let weight = Parameter([1, 2])
    #expect(weight.value.elementType == .float32)
    weight.value = [3, 4]
    #expect(weight.value.elementType == .float32)
    weight.value -= [0.5, 1]
    #expect(weight.value.scalars == [2.5, 3])
    let count = Parameter([1, 2], isTrainable: false)
    #expect(count.value.elementType == .int32)
  }

  @Test func oneNumberIsADouble() {
    let number: Double = Tensor([1.5, 2.5]).sum().scalar
    #expect(number == 4)
    #expect(Tensor(0.1).scalar == Double(Float(0.1)))
  }

  @Test func rangesAndMatrices() {
    #expect(Tensor.arange(4).integers == [0, 1, 2, 3])
    #expect(Tensor.arange(from: 1, to: 2, by: 0.25).scalars == [1, 1.25, 1.5, 1.75])
    #expect(Tensor.linspace(0, 1, count: 5).scalars == [0, 0.25, 0.5, 0.75, 1])
    #expect(Tensor.linspace(3, 4, count: 1).scalars == [3])
    #expect(Tensor.eye(2).scalars == [1, 0, 0, 1])
    #expect(Tensor.full([2], 7, type: .int32).integers == [7, 7])
  }

  @Test func mixingTypesFollowsOneRule() {
    let integers = Tensor([1, 2])
    #expect((integers + integers).elementType == .int32)
    #expect((integers * 2).elementType == .int32)
    #expect((integers * 0.5).scalars == [0.5, 1])
    #expect((integers / 2).scalars == [0.5, 1])
    #expect(integers.mean().scalar == 1.5)
    #expect(exp(integers).elementType == .float32)
    #expect((Tensor([1.0], type: .float64) * 0.1).doubles == [0.1])
    #expect((Tensor([1.0], type: .float64) + Tensor(1.0)).elementType == .float64)
    #expect(Tensor([1.9, -1.9]).converted(to: .int32).integers == [1, -1])
    let largest = Tensor([2_147_483_647.0, -2_147_483_648.0], type: .float64)
    #expect(largest.converted(to: .int32).integers == [Int(Int32.max), Int(Int32.min)])
  }

  @Test func whatDoesNotFitIntoIntegersIsRefused() {
    for (value, text) in [(Double.nan, "nan"), (1e20, "1e+20"), (-2_147_483_649, "-2147483649.0")] {
      let error = #expect(throws: TensorError.self) {
        try apply(.convert(.int32), [Tensor([1, value], type: .float64)])
      }
      #expect(
        error?.message
          == "converted(to: .int32) expects numbers in -2147483648...2147483647, got \(text) "
          + "(element 1): replace it first, for example with `where`")
    }
  }

  @Test func equalityComparesShapesAndNumbers() {
    let x: Tensor = [[1, 2], [3, 4]]
    #expect(x == [[1, 2], [3, 4]])
    #expect(x == Tensor([[1, 2], [3, 4]]))
    #expect(x != [[1, 2], [3, 5]])
    #expect(x != [1, 2, 3, 4])
    #expect(Tensor([Float.nan]) != Tensor([Float.nan]))
  }

  @Test func printsShapeTypeAndAFewValues() {
    let x: Tensor = [[1, 2.5], [3, 4]]
    #expect("\(x)" == "[2, 2] float32 [[1, 2.5], [3, 4]]")
    #expect("\(Tensor(3))" == "[] int32 3")
    #expect("\(Tensor.arange(100))" == "[100] int32 [0, 1, 2, ..., 97, 98, 99]")
    #expect("\(Tensor.zeros([0, 2]))" == "[0, 2] float32 []")
    #expect("\(Tensor([Float.nan, -.infinity]))" == "[2] float32 [nan, -inf]")
    #expect(
      "\(Tensor([-Float.nan, Float(sign: .minus, exponent: 0, significand: 1)]))"
        == "[2] float32 [nan, -1]")
  }

  @Test func readsOutInEveryForm() {
    let x = Tensor([1.5, -2])
    #expect(x.scalars == [1.5, -2])
    #expect(x.doubles == [1.5, -2])
    #expect(x.integers == [1, -2])
    #expect(Float(x[0]) == 1.5)
    #expect(Double(x[1]) == -2)
    #expect(Int(x[1]) == -2)
    #expect(Int(Tensor([16_777_217])) == 16_777_217)
  }
}
