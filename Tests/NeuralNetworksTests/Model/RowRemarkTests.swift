import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Where the number of rows in a message comes from that nobody has written.
@Suite struct RowRemarkTests {
  private struct Uneven: Layer {
    let a = Dense(4), b = Dense(5)
    func callAsFunction(_ x: Tensor) -> Tensor { a(x) + b(x) }
  }

  private struct Rowwise: Layer {
    let shift: Parameter
    init(_ rows: Int) { shift = Parameter(Tensor.zeros([rows, 3])) }
    func callAsFunction(_ x: Tensor) -> Tensor { x + shift.value }
  }

  private static func data(_ count: Int) -> Examples {
    Examples(inputs: .ones([count, 3]), targets: .zeros([count], type: .int32))
  }

  private static let cases: [(sentence: String, call: @Sendable () -> Void)] = [
    (
      "+ cannot combine shapes [1, 4] and [1, 5]: the last axis is 4 on the left and 5 on the right; "
        + "sizes must be equal or 1, so reshape or broadcast one of them\n  a model is tried with one example first: the 1 at the "
        + "front of these shapes is its batch\n",
      { _ = try? Uneven().fit(data(24)) }
    ),
    (
      "+ cannot combine shapes [200, 3] and [600, 3]: axis -2 is 200 on the left and 600 on the right; "
        + "sizes must be equal or 1, so reshape or broadcast one of them\n  evaluate computes 200 examples at a time unless told "
        + "otherwise: give the number that the model is made for as batchSize:\n",
      { _ = try? Rowwise(600).evaluate(data(600)) }
    ),
    (
      "\n  validation computes 200 examples at a time: a model that is made for another number is "
        + "measured after the training, by evaluate(data, batchSize:)\n",
      {
        _ = try? Rowwise(300).fit(
          data(300), validation: data(300), batchSize: 300, optimizer: SGD())
      }
    ),
    (
      "+ cannot combine shapes [4, 3] and [10, 3]: axis -2 is 4 on the left and 10 on the right; "
        + "sizes must be equal or 1, so reshape or broadcast one of them\n  the last batch holds the 4 examples left over: a model "
        + "that is made for a certain number of examples takes data that batchSize divides, "
        + "data.prefix(…)\n",
      { _ = try? Rowwise(10).fit(data(24), batchSize: 10, optimizer: SGD()) }
    ),
  ]

  @Test(arguments: cases.indices)
  func saysWhereRowsComeFrom(_ index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index] in
      Self.cases[index].call()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(Self.cases[index].sentence), "\(text.prefix(600))")
  }

  @Test func whatTheRemarksProposeWorks() throws {
    #expect(try Rowwise(600).evaluate(Self.data(600), batchSize: 600).loss.isFinite)
    try Rowwise(10).fit(Self.data(24).prefix(20), batchSize: 10, optimizer: SGD())
  }

  @Test func elsewhereNothingIsAdded() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.ones([1, 4]) + Tensor.ones([1, 5])
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("[1, 4] and [1, 5]") && !text.contains("a model is tried"))
  }
}
