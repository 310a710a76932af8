import Testing

@testable import Tensors

struct MovementTests {
  private let x = Tensor.arange(24).reshaped(to: [2, 3, 4])

  @Test func subscriptsTakeNumbersAndRanges() {
    #expect(x[1].shape == [3, 4])
    #expect(x[1, 2, 3].scalar == 23)
    #expect(x[-1, -1, -1].scalar == 23)
    #expect(x[0..., 1].integers == [4, 5, 6, 7, 16, 17, 18, 19])
    #expect(x[0, ..<2, 1...2].integers == [1, 2, 5, 6])
    #expect(x[0, ...0].shape == [1, 4])
    #expect(x[0..<0].shape == [0, 3, 4])
    #expect(x[0, 0, (-3)...].integers == [1, 2, 3])
    #expect(x[0, 0, ..<(-1)].integers == [0, 1, 2])
    #expect(x[0, 0, -3 ..< -1].integers == [1, 2])
    #expect(x[0, 0, -3 ... -2].integers == [1, 2])
    #expect(x[0, 0, -2..<0].integers == [2, 3])
    #expect(x[0, 0, ...(-2)].integers == [0, 1, 2])
    #expect((-9 ..< -1).resolved(size: 4) == nil)
    #expect((3..<9).resolved(size: 4) == nil)
    #expect((...(-5)).resolved(size: 4) == nil)
  }

  @Test func assigningToAPartKeepsTheRest() {
    var y = Tensor.arange(6).reshaped(to: [2, 3])
    y[0] = Tensor([7, 8, 9])
    #expect(y.integers == [7, 8, 9, 3, 4, 5])
    y[0..., -1] = Tensor(1.9)
    #expect(y.scalars == [7, 8, 1.9, 3, 4, 1.9])
    #expect(y.elementType == .float32)
    var z: Tensor = [[1, .nan], [-.infinity, 4]]
    z[0, 1] = Tensor(Float.infinity)
    #expect(z.scalars == [1, .infinity, -.infinity, 4])
    let (old, new) = gradient(at: [1, 2, 3], [5]) { old, new in
      var x = old
      x[1..<2] = new
      return (x * x).sum()
    }
    #expect(old.scalars == [2, 0, 6])
    #expect(new.scalars == [10])
  }

  @Test func sizesBeyondCountingAreSentences() {
    #expect([Int.max, 2].product == .max)
    #expect([Int.max, 3, 0].product == 0)
    #expect(x.strided(axis: 2, by: .max).shape == [2, 3, 1])
    for (primitive, inputs) in [
      (Primitive.reshape([.max, 2]), [x]),
      (
        .convolution(ConvolutionGeometry(strides: [1, .max])),
        [Tensor.zeros([1, 1, 4, 4]), Tensor.zeros([1, 1, 2, 2])]
      ),
      (
        .averagePool(
          PoolingGeometry(window: [2, 2], strides: [1, 1], padding: [.max, .max, 0, 0]),
          countsPadding: true), [Tensor.zeros([1, 1, 4, 4])]
      ),
    ] {
      #expect(throws: TensorError.self) { try apply(primitive, inputs) }
    }
    #expect(Padding.same.sizes(input: [4, 4], window: [2, 2], strides: [.max, 0]) != [])
  }

  @Test func aRangeOfRowsSharesMemory() {
    let rows = x[1..<2]
    guard case .concrete(let part, _) = rows.contents, case .concrete(let whole, _) = x.contents
    else {
      Issue.record("both are concrete")
      return
    }
    #expect(part === whole)
    #expect((rows + 0).integers == Array(12..<24))
  }

  @Test func stridedTakesEveryNthPlace() {
    #expect(x.strided(axis: 2, from: 1, by: 2)[0, 0].integers == [1, 3])
    #expect(x.strided(axis: 1, by: 5).shape == [2, 1, 4])
  }

  @Test func transposesEveryOrder() {
    #expect(x.transposed([2, 0, 1])[3, 1].integers == [15, 19, 23])
    #expect(x.transposed().shape == [4, 3, 2])
    let matrix = Tensor.arange(35 * 18).reshaped(to: [35, 18])
    #expect(matrix.transposed()[17, 34].scalar == matrix[34, 17].scalar)
    #expect(matrix.transposed().transposed().integers == matrix.integers)
  }

  @Test func reshapesWithOneUnknownSize() {
    #expect(x.reshaped(to: [4, -1]).shape == [4, 6])
    #expect(x.flattened().shape == [24])
    #expect(x.flattened(from: 1).shape == [2, 12])
    #expect(x.expandingShape(at: -1).shape == [2, 3, 4, 1])
    #expect(x.expandingShape(at: 0).squeezed(axis: 0).shape == [2, 3, 4])
  }

  @Test func numbersAndLiteralsAreAssignedToParts() {
    var t = Tensor.ones([2, 3])
    let number = 2.5
    t[1, 2] = 7.0
    t[0, 0] = number
    t[-1, 0] = 3
    #expect(t.scalars == [2.5, 1, 1, 3, 1, 7])
    t[0] = -1
    t[1] = [4, 5, 6]
    #expect(t.scalars == [-1, -1, -1, 4, 5, 6])
    t[0..., 1] = Float(0.5)
    #expect(t.scalars == [-1, 0.5, -1, 4, 0.5, 6])
    let part = t[1]
    #expect(part.scalars == [4, 0.5, 6])
    #expect((t[0, 1] * 2 + t[1, 1]).scalar == 1.5)
    var integers: Tensor = [1, 2]
    integers[0] = 5
    #expect(integers.elementType == .int32)
    let element: any TensorScalar = integers[0]
    #expect(element as? Int == 5)
    integers[1] = 0.5
    #expect(integers.scalars == [5, 0.5])
    var exact = Tensor([1, 2], type: .float64)
    exact[0] = 0.1
    #expect(exact.doubles == [0.1, 2])
  }

  @Test func joinsAndStacks() {
    let a: Tensor = [[1, 2], [3, 4]]
    #expect(concatenate([a, a], axis: 1).scalars == [1, 2, 1, 2, 3, 4, 3, 4])
    #expect(concatenate([a, a], axis: -2).shape == [4, 2])
    #expect(stack([a, a], axis: 2).scalars == [1, 1, 2, 2, 3, 3, 4, 4])
    #expect(stack([a, a]).shape == [2, 2, 2])
  }

  @Test func gathersRowsInAnyOrder() {
    let rows = x.gather(Tensor([1, 0, 1] as [Int32]))
    #expect(rows.shape == [3, 3, 4])
    #expect(rows[2, 0].integers == [12, 13, 14, 15])
    #expect(x.gather(Tensor([3, 0] as [Int32]), axis: -1)[1, 2].integers == [23, 20])
    #expect(Tensor([2, 0] as [Int32]).oneHot(depth: 3).scalars == [0, 0, 1, 1, 0, 0])
  }

  @Test func broadcastsLikeNumPy() {
    let column: Tensor = [[1], [2]]
    let row: Tensor = [10, 20, 30]
    #expect((column + row).scalars == [11, 21, 31, 12, 22, 32])
    #expect(row.broadcast(to: [2, 3]).scalars == [10, 20, 30, 10, 20, 30])
    #expect(Broadcasting.shape([4, 1, 3], [2, 1]) == [4, 2, 3])
    #expect(Broadcasting.shape([2], [3]) == nil)
    #expect(Broadcasting.shape([0], [1]) == [0])
  }

  @Test func comparisonsCountAndSelect() {
    let (a, b) = (Tensor([1, 2, 3] as [Int32]), Tensor([1, 5, 3] as [Int32]))
    #expect((a .== b).mean().scalars == [Float(2) / 3])
    #expect(`where`(a .< b, a, b * 10).integers == [10, 2, 30])
    let mask: Tensor = [[1], [0]]
    #expect(`where`(mask, [1, 2] as Tensor, 0).scalars == [1, 2, 0, 0])
    #expect(`where`(mask, -1.5, [1, 2] as Tensor).scalars == [-1.5, -1.5, 1, 2])
    #expect(`where`(mask, [1, 2], [3, 4]).scalars == [1, 2, 3, 4])
  }

  @Test func aConditionGathersElementsAndRows() {
    let x: Tensor = [[3, -1], [4, -1], [5, 9]]
    #expect(x.gather(where: x .> 0) == Tensor([3, 4, 5, 9]))
    #expect(x.gather(where: Tensor([0, 1, 1])) == [[4, -1], [5, 9]])
    #expect(x.gather(where: x .> 10).shape == [0])
    let slope = gradient(at: Tensor([2.0, -3, 4])) { y in
      y.gather(where: y .> 0).squared().sum()
    }
    #expect(slope == Tensor([4.0, 0, 8]))
  }

  @Test func bracketsTakeConditionsAndNumbers() {
    let x: Tensor = [[3, -1], [4, -1], [5, 9]]
    #expect(x[x .> 0] == Tensor([3, 4, 5, 9]))
    #expect(x[Tensor([2.0, 3, 3]) .== 3] == [[4, -1], [5, 9]])
    #expect(x[0..., x[0] .> 0] == [[3], [4], [5]])
    #expect(x[1, Tensor([0.0, 1])] == Tensor([-1]))
    #expect(x[[2, 0, 0]] == [[5, 9], [3, -1], [3, -1]])
    #expect(x[[-1]] == [[5, 9]])
    #expect(x[Tensor([-1, 0] as [Int32])] == [[5, 9], [3, -1]])
    #expect(x[1..., [1, 0]] == [[-1, 4], [9, 5]])
    #expect(x[x .> 10].shape == [0])
    let slope = gradient(at: Tensor([2.0, -3, 4])) { y in y[y .> 0].squared().sum() }
    #expect(slope == Tensor([4.0, 0, 8]))
  }

  @Test func aConditionIsAssignedTo() throws {
    var x: Tensor = [[3, -1], [4, -2], [5, 9]]
    x[x .< 0] = 0
    #expect(x == [[3, 0], [4, 0], [5, 9]])
    x[Tensor([1.0, 0, 0])] = Tensor([7.0, 8])
    #expect(x == [[7, 8], [4, 0], [5, 9]])
    x[x .== 9] = Tensor([2.5])
    #expect(x == [[7, 8], [4, 0], [5, 2.5]])
    var counts = Tensor([1, 2, 3] as [Int32])
    counts[counts .> 1] = 0
    #expect(counts.elementType == .int32 && counts.integers == [1, 0, 0])
    // No gradient reaches what was replaced, all of it the value.
    let slopes = gradient(at: Tensor([1.0, -2, 3]), Tensor(5.0)) { a, b in
      var y = a
      y[a .< 2] = b
      return y.squared().sum()
    }
    #expect(slopes.0 == Tensor([0.0, 0, 6]) && slopes.1.scalar == 20)
    let plan = PlannedFunction { inputs in
      var y = inputs[0]
      y[y .< 0] = 0
      return [y]
    }
    #expect(try plan([Tensor([1.0, -2, 3])])[0] == Tensor([1.0, 0, 3]))
  }
}
