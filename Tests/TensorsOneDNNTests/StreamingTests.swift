import Testing

@testable import Tensors
@testable import TensorsOneDNN

/// Results too large for the caches, which are written past them.
struct StreamingTests {
  @Test(arguments: [[9_000_011], [3_001, 3_003]])
  func writesWhatIsWrittenThroughTheCaches(_ shape: [Int]) throws {
    let x = Tensor.uniform(shape, lower: -2, upper: 2, seed: 1)
    let expected = relu(x * 2 + 1)
    for workers in [1, 3] {
      let planned = PlannedFunction("f", workers: workers, backend: OneDNNBackend()) {
        [relu($0[0] * 2 + 1)]
      }
      let difference = abs(try planned([x])[0] - expected).max().scalar
      #expect(difference <= 1e-6)
    }
  }

  @Test func overwritesAStateThatIsReadInTheSameStep() throws {
    let count = 9_000_000
    let state = Parameter(Tensor.uniform([count], seed: 1), isTrainable: false)
    let before = state.value
    let planned = PlannedFunction("f", workers: 2, backend: OneDNNBackend()) { _ in
      state.value = (state.value + 1) * state.value
      return []
    }
    _ = try planned([])
    let difference = abs(state.value - (before + 1) * before).max().scalar
    #expect(difference <= 1e-6)
  }
}
