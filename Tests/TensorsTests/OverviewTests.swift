import Tensors
import Testing

/// The library on a page.
struct OverviewTests {
  @Test func computesAtOnce() {
    let x: Tensor = [[1, 2], [3, 4]]
    #expect((x * x).sum(axes: 1).scalars == [5, 25])
    #expect((x + 1).matmul(x.transposed()).scalars == [8, 18, 14, 32])
    #expect(x[1, 0].scalar == 3)
  }

  @Test func differentiates() {
    let x: Tensor = [1, 2, 3]
    #expect(gradient(at: x) { x in (x * x).sum() }.scalars == [2, 4, 6])
    let second = gradient(at: x) { x in
      gradient(at: x) { x in (x * x * x).sum() }.sum()
    }
    #expect(second.scalars == [6, 12, 18])
  }

  @Test func fitsALine() {
    let x = Tensor.uniform([64, 1], seed: 1)
    let y = x * 3 - 1
    let (slope, offset) = (Parameter(0.0), Parameter(0.0))
    for _ in 0..<400 {
      let steps = gradients(withRespectTo: [slope, offset]) {
        (x * slope.value + offset.value - y).squared().mean()
      }
      slope.value -= steps[0] * 0.5
      offset.value -= steps[1] * 0.5
    }
    #expect((slope.value.scalar - 3).magnitude < 1e-3)
    #expect((offset.value.scalar + 1).magnitude < 1e-3)
  }
}
