import GoldenValues
import Tensors
import Testing

@testable import NeuralNetworks

/// Twenty steps of every optimizer as Keras 3.15.1 and PyTorch 2.15.0 take them in doubles. One
/// gradient stays near zero: there the conventions of epsilon differ by more than a thousand times
/// the tolerance.
struct GoldenOptimizerTests {
  private static let keras: [String: any Optimizer] = [
    "SGD": SGD(),
    "SGD momentum": SGD(momentum: 0.9),
    "SGD nesterov": SGD(momentum: 0.9, nesterov: true),
    "SGD weight decay": SGD(momentum: 0.9, weightDecay: 0.1),
    "RMSprop": RMSprop(),
    "RMSprop momentum": RMSprop(momentum: 0.9),
    "RMSprop centered": RMSprop(centered: true),
    "Adam": Adam(),
    "Adam amsgrad": Adam(amsgrad: true),
    "Adam accumulating": Adam().accumulatingGradients(over: 3),
    "SGD average": SGD(learningRate: 0.5).averagingWeights(momentum: 0.8),
    "Adam weight decay": Adam(weightDecay: 0.1),
    "AdamW": AdamW(),
    "AdaMax": AdaMax(),
    "Nadam": Nadam(),
    "Adagrad": Adagrad(),
  ]

  private static let torch: [String: any Optimizer] = [
    "SGD": SGD.pyTorch(),
    "SGD momentum": SGD.pyTorch(momentum: 0.9),
    "SGD nesterov": SGD.pyTorch(momentum: 0.9, nesterov: true),
    "SGD weight decay": SGD.pyTorch(momentum: 0.9, weightDecay: 0.1),
    "RMSprop": RMSprop.pyTorch(),
    "RMSprop momentum": RMSprop.pyTorch(momentum: 0.9),
    "RMSprop centered": RMSprop.pyTorch(centered: true),
    "Adam": Adam.pyTorch(),
    "Adam amsgrad": Adam.pyTorch(amsgrad: true),
    "Adam weight decay": Adam.pyTorch(weightDecay: 0.1),
    "AdamW": AdamW.pyTorch(),
    "AdaMax": AdaMax.pyTorch(),
    "Nadam": Nadam.pyTorch(),
    "Adagrad": Adagrad.pyTorch(),
  ]

  @Test func stepsAreThoseOfKeras() throws {
    try compare(Self.keras, with: "optimizers-keras.json")
  }

  @Test func stepsAreThoseOfPyTorch() throws {
    try compare(Self.torch, with: "optimizers-torch.json")
  }

  /// Floats are compared by how far each coordinate has come from the start, where 1 in 100,000 is
  /// demanded of steps that are not lost in the last digit of the weight.
  private func compare(_ optimizers: [String: any Optimizer], with file: String) throws {
    let golden: Golden.Trajectories = try Golden.read(file)
    #expect(Set(golden.trajectories.keys) == Set(optimizers.keys))
    for (name, optimizer) in optimizers {
      let weight = Parameter(golden.start.tensor(.float32), name: "w")
      let state = OptimizerState(optimizer, [weight])
      let expected = try #require(golden.trajectories[name])
      for (index, gradient) in golden.gradients.enumerated() {
        state.apply([gradient.tensor(.float32)])
        let found = state.withAverages { weight.value.doubles }
        for (place, (a, e)) in zip(found, expected[index].values).enumerated() {
          let moved = (e - golden.start.values[place]).magnitude
          let bound = 2e-5 * moved + 3e-7 * e.magnitude * Double(index + 1).squareRoot()
          #expect((a - e).magnitude <= bound, "\(name), step \(index + 1), weight \(place)")
        }
      }
    }
  }
}
