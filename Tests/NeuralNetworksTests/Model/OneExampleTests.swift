import Tensors
import Testing

@testable import NeuralNetworks

/// What models say of one example that has lost its batch axis, `x[0]`.
@Suite struct OneExampleTests {
  private static let remedy =
    "\n  this is one example without its batch axis: take it as x[0..<1] instead of x[0], or give it "
    + "the axis with expandingShape(at: 0)"

  private static let models: [@Sendable () -> (Sequential, example: [Int])] = [
    {
      (
        Sequential {
          Dense(4); Dense(1)
        }, [3]
      )
    },
    {
      (
        Sequential {
          Flatten(); Dense(4)
        }, [5, 7]
      )
    },
    {
      (
        Sequential {
          Flatten(); Dense(4)
        }, [2, 5, 7]
      )
    },
    {
      (
        Sequential {
          Reshape([1, 5, 7]); Conv2D(2)
        }, [5, 7]
      )
    },
    {
      (
        Sequential {
          Conv2D(2); Flatten(); Dense(4)
        }, [3, 6, 6]
      )
    },
    {
      (
        Sequential {
          Conv2D(2); Flatten(); Dense(4)
        }, [1, 6, 6]
      )
    },
    {
      (
        Sequential {
          MaxPool2D(); Conv2D(2)
        }, [3, 6, 6]
      )
    },
    {
      (
        Sequential {
          Conv1D(2, kernelSize: 3); GlobalAveragePool1D()
        }, [9, 2]
      )
    },
    {
      (
        Sequential {
          BatchNorm(); Conv2D(2)
        }, [3, 6, 6]
      )
    },
    {
      (
        Sequential {
          LayerNorm(); Dense(2)
        }, [4]
      )
    },
  ]

  @Test(arguments: models.indices)
  func predictNamesTheBatchAxisAndTakesIt(_ index: Int) throws {
    let (model, shape) = Self.models[index]()
    try model.build(input: shape)
    let batch = Tensor.ones([2] + shape)
    let error = #expect(throws: ModelError.self) { _ = try model.predict(batch[0]) }
    #expect(error?.description.hasSuffix(Self.remedy) == true, "\(error?.description ?? "")")
    let expected = try model.predict(batch).shape.dropFirst()
    #expect(try model.predict(batch[0..<1]).shape == [1] + expected)
    #expect(try model.predict(batch[0].expandingShape(at: 0)).shape == [1] + expected)
  }

  @Test func theSentenceHasTheShapeThatWasGiven() throws {
    let dense = Dense(4)
    try dense.build(input: [3])
    let error = #expect(throws: ModelError.self) { _ = try dense.predict(.ones([3])) }
    #expect(error?.description == "Dense(4) expects input [batch, features], got [3]\(Self.remedy)")
  }

  @Test func whatIsNoSuchExampleHasAnotherRemedy() throws {
    let model = Sequential { Dense(4) }
    try model.build(input: [3])
    let row = #expect(throws: ModelError.self) { _ = try model.predict(.ones([5])) }
    #expect(
      row?.description
        == "Dense(4) expects input [batch, features], got [5]\n  give each example a row of the 3 "
        + "features that its weight was made for")
    let one = Sequential { Dense(4) }
    try one.build(input: [1])
    let numbers = #expect(throws: ModelError.self) { _ = try one.predict(.ones([5])) }
    #expect(
      numbers?.description
        == "Dense(4) expects input [batch, features], got [5]\n  give each example an axis of features "
        + "with reshaped(to: [-1, 1])")
    #expect(try one.predict(Tensor.ones([5]).reshaped(to: [-1, 1])).shape == [5, 4])
    let grey = Sequential { Conv2D(2) }
    try grey.build(input: [1, 6, 6])
    let images = #expect(throws: ModelError.self) { _ = try grey.predict(.ones([4, 6, 6])) }
    #expect(images?.description.contains("add Reshape([1, 6, 6]) before it") == true)
    let shape = #expect(throws: ModelError.self) { try grey.build(input: [6, 6]) }
    #expect(shape?.description.contains("to give grey images a channel axis") == true)
  }

  @Test func aCallOfOnesOwnModelSaysItToo() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      struct Own: Layer {
        let dense = Dense(4)
        @_disfavoredOverload func callAsFunction(_ x: Tensor) -> Tensor { dense(x) }
      }
      let model = Own()
      _ = try model.predict(.ones([2, 3]))
      _ = try model.predict(.ones([3]))
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains("Dense(4) expects input [batch, features], got [3]\(Self.remedy)"), "\(text)")
  }
}
