import Testing

@testable import Tensors

struct TraceTests {
  private let pair = TensorSignature(shape: [2, 3])

  @Test func writesDownWhatTheFunctionDoes() throws {
    let trace = try Trace.of(inputs: [pair]) { [relu($0[0]).sum(axes: 1)] }
    #expect(
      trace.graph.nodes.map(\.source) == [
        .input(0), .operation(.unary(UnaryFunction(ReLU.self)), inputs: [0]),
        .operation(.reduce(.sum, axes: [1], keepsDimensions: false), inputs: [1]),
      ])
    #expect(trace.graph.outputs == [2])
    #expect(trace.graph.nodes[2].shape == [2])
  }

  @Test func tensorsFromOutsideBecomeConstantsOnce() throws {
    let outside: Tensor = [1.0, 2, 3]
    let trace = try Trace.of(inputs: [pair]) { [$0[0] * outside + outside] }
    #expect(trace.graph.constants.count == 1)
    #expect(trace.graph.constants[0].scalars == [1, 2, 3])
  }

  @Test func parametersBecomeStatesAndAssignmentsUpdates() throws {
    let weight = Parameter([1, 2, 3] as Tensor, name: "weight")
    let trace = try Trace.of(inputs: [pair]) { inputs in
      let before = weight.value
      weight.value -= (inputs[0] * before).sum(axes: 0)
      weight.value -= 1
      return [weight.value.sum()]
    }
    #expect(trace.states.map(\.name) == ["weight"])
    #expect(trace.graph.updates.count == 1)
    #expect(trace.graph.updates[0].state == 0)
    #expect(weight.value.scalars == [1, 2, 3])
    #expect(!weight.value.isSymbolic)
  }

  @Test func gradientsAreTracedLikeAnythingElse() throws {
    let weight = Parameter(Tensor.ones([3, 1]), name: "weight")
    let trace = try Trace.of(inputs: [pair]) { inputs in
      let (loss, slopes) = valueWithGradients(withRespectTo: [weight]) {
        inputs[0].matmul(weight.value).squared().mean()
      }
      weight.value -= slopes[0] * 0.1
      return [loss]
    }
    let primitives = trace.graph.nodes.compactMap { node -> Primitive? in
      if case .operation(let primitive, _) = node.source { primitive } else { nil }
    }
    #expect(primitives.contains(.matmul(transposesLeft: true, transposesRight: false)))
    #expect(trace.graph.updates.count == 1)
  }

  @Test func aThrownErrorEndsTheTrace() throws {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try Trace.of(inputs: [pair]) { _ in throw Refusal() }
    }
    #expect(ThreadContext.current.trace == nil)
    #expect(throws: TensorError.self) {
      try Trace.of(inputs: [pair]) { inputs in
        _ = try Trace.of(inputs: []) { _ in [] }
        return inputs
      }
    }
  }

  @Test func aResidentParameterIsReadAndWrittenAtItsResidence() {
    final class Residence: StateResidence {
      private let parameter = Parameter(Tensor([5.0]), name: "inside")
      func read() -> Tensor { parameter.concreteValue }
      func write(_ value: Tensor) { parameter.concreteValue = value }
    }
    let parameter = Parameter(Tensor([1.0]))
    let residence = Residence()
    parameter.residence = residence
    #expect(parameter.value.scalar == 5)
    parameter.value = Tensor([7.0])
    #expect(residence.read().scalar == 7)
    parameter.residence = nil
    #expect(parameter.value.scalar == 7)
  }
}
