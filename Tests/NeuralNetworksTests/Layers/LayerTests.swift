import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct LayerTests {
  @Test func dropoutKeepsTheExpectationInTrainingAndEverythingAtInference() {
    let dropout = Dropout(0.4)
    let x = Tensor.ones([100, 1000])
    let y = dropout(x, training: true)
    #expect(abs(y.mean().scalar - 1) < 0.01)
    #expect(abs((y .== 0.0).mean().scalar - 0.4) < 0.01)
    #expect(dropout(x).scalars == x.scalars)
    #expect(Dropout(1)(x, training: true).sum().scalar == 0)
  }

  @Test func dropoutDrawsAnewAtEveryStepEvenWhenPlanned() throws {
    let dropout = Dropout(0.5)
    let x = Tensor.ones([8, 8])
    _ = dropout(x)
    let step = PlannedFunction { inputs in [dropout(inputs[0], training: true)] }
    let first = try step([x])[0].scalars
    #expect(try step([x])[0].scalars != first)
  }

  @Test func convolutionKeepsTheSizeWithSamePadding() {
    let model = Sequential {
      Reshape([1, 28, 28])
      Conv2D(8, padding: .same, activation: .relu)
      MaxPool2D()
      Conv2D(16, kernelSize: 5, stride: 2)
      GlobalAveragePool2D()
    }
    let summary = model.summary(input: [28, 28])
    #expect(
      summary.rows.map(\.outputShape) == [
        [1, 28, 28], [8, 28, 28], [8, 14, 14], [16, 5, 5], [16],
      ])
    #expect(summary.rows.map(\.parameters) == [0, 80, 0, 3216, 0])
  }

  @Test func averagePoolingDoesNotCountPadding() {
    let y = AveragePool2D(2, stride: 1, padding: .same)(Tensor.ones([1, 1, 3, 3]))
    #expect(y.scalars.allSatisfy { $0 == 1 })
  }

  @Test func residualAddsItsInput() {
    let block = Residual { Dense(3, initializer: .zeros) }
    let x = Tensor.normal([2, 3], seed: 1)
    #expect(block(x).scalars == x.scalars)
    let shortcut = Residual {
      Dense(4)
    } shortcut: {
      Dense(4, useBias: false)
    }
    #expect(shortcut(x).shape == [2, 4])
    #expect(shortcut.parameters.scalarCount == 16 + 12)
  }

  @Test func activationsByNameAndAsLayersAgree() {
    let x = Tensor([-2, -0.5, 0, 3] as [Float], shape: [1, 4])
    let pairs: [(any Layer, Activation)] = [
      (ReLU(), .relu), (LeakyReLU(), .leakyReLU()), (ELU(), .elu), (GELU(), .gelu),
      (SiLU(), .silu), (Sigmoid(), .sigmoid), (Tanh(), .tanh), (Softmax(), .softmax),
    ]
    for (layer, activation) in pairs {
      #expect(layer(x).scalars == activation(x).scalars, "\(activation)")
    }
    #expect(LeakyReLU()(x).scalars[0] == -0.6)
    #expect(LeakyReLU.pyTorch(x).scalars[0] == -0.02)
  }

  @Test func penaltiesJoinTheLoss() {
    let dense = Dense(2, initializer: .ones, regularizer: .l2(0.01))
    let x = Tensor.ones([1, 3])
    let plain = dense(x).sum().scalar
    let (value, gradients) = dense.valueWithGradients { $0(x).sum() }
    #expect(abs(value.scalar - plain - 0.06) < 1e-6)
    #expect(gradients["weight"]?.scalars.allSatisfy { abs($0 - 1.02) < 1e-6 } == true)
    dense.isTrainable = false
    #expect(dense.penalties.isEmpty)
  }
}

@Suite struct InitializerTests {
  @Test func aScaledInitializerGivesTheSameNumbersTimesAFactor() {
    let scaled = Initializer.heNormal.scaled(by: 3)
    #expect(draw(scaled).scalars == (draw(.heNormal) * 3).scalars)
    #expect(scaled.description == ".heNormal.scaled(by: 3.0)")
    #expect(scaled != .heNormal)
  }

  private func draw(_ initializer: Initializer) -> Tensor {
    initializer([784, 300], Fans(inputs: 784, outputs: 300), key: RandomKey(seed: 1))
  }

  @Test func glorotUniformReachesItsLimit() {
    #expect(abs(draw(.glorotUniform).abs().max().scalar - 0.07440) < 1e-4)
  }

  @Test func heNormalHasItsDeviationAndIsCutAtTwo() {
    let x = draw(.heNormal)
    let deviation = (2.0 / 784).squareRoot()
    #expect(abs(Double(x.standardDeviation()) / deviation - 1) < 0.01)
    #expect(Double(x.abs().max()) <= 2 * deviation / 0.87962566103423978 * 1.0001)
  }

  @Test func thePyTorchPresetIsNarrower() {
    #expect(abs(draw(.pyTorch).abs().max().scalar - 0.03571) < 1e-4)
  }

  @Test func orthogonalColumnsAreOrthonormal() {
    let q = Initializer.orthogonal()(
      [12, 5], Fans(inputs: 12, outputs: 5), key: RandomKey(seed: 2))
    let product = q.transposed().matmul(q)
    let identity = Tensor((0..<5).map(Int32.init)).oneHot(depth: 5)
    #expect((product - identity).abs().max().scalar < 1e-5)
  }
}
