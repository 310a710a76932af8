internal import Datasets
internal import NeuralNetworks
internal import Tensors

/// Training on Fashion-MNIST as notes do it.
enum Networks {
  /// The plain network of `notebooks/batchnorm.md`.
  static func plain() -> Sequential {
    Sequential {
      Flatten()
      Dense(300, initializer: .heNormal)
      LeakyReLU(slope: 0.3)
      Dense(100, initializer: .heNormal)
      LeakyReLU(slope: 0.3)
      Dense(10)
    }
  }

  /// The normalized one.
  static func normalized() -> Sequential {
    Sequential {
      Flatten()
      BatchNorm()
      Dense(300, activation: .relu)
      BatchNorm()
      Dense(100, activation: .relu)
      BatchNorm()
      Dense(10)
    }
  }

  /// One hidden layer of 32, as a study in NumPy would have it.
  static func small() -> Sequential {
    Sequential {
      Flatten()
      Dense(32)
      LeakyReLU(slope: 0.01)
      Dense(10)
    }
  }

  /// The same with a normalization before each activation.
  static func smallNormalized() -> Sequential {
    Sequential {
      Flatten()
      Dense(32)
      BatchNorm()
      LeakyReLU(slope: 0.01)
      Dense(10)
      BatchNorm()
    }
  }

  /// An epoch of 1,719 steps of 32 with its validation; the first, which also plans, is left out.
  static func epoch(
    _ model: () -> Sequential, _ optimizer: any Optimizer, _ epochs: Int
  ) throws -> [(String, Double)] {
    let (validation, training) = try FashionMNIST().train.split(at: 5_000)
    let history = try model().fit(
      training, validation: validation, epochs: epochs + 1, batchSize: 32, optimizer: optimizer)
    return [("epoch", median(Array(history.epochSeconds.dropFirst())))]
  }

  /// A step of 6,000 images, the median over epochs of ten.
  static func largeBatches(
    _ model: () -> Sequential, _ optimizer: any Optimizer, _ epochs: Int
  ) throws -> [(String, Double)] {
    let images = try FashionMNIST().train
    let history = try model().fit(
      images, epochs: epochs + 1, batchSize: 6_000, optimizer: optimizer, shuffling: .never)
    return [("step", median(history.epochSeconds.dropFirst().map { $0 / 10 }))]
  }

  /// A step of a network on images of 32 x 32.
  static func vggStep(
    _ model: Sequential, learningRate: Double, batchSize: Int = 128, _ epochs: Int
  ) throws -> [(String, Double)] {
    let images = try FashionMNIST().train.prefix(2_560)
    let data = Examples(
      inputs: padded(images.images), targets: images.labels, classNames: images.classNames)
    let history = try model.fit(
      data, epochs: epochs + 1, batchSize: batchSize,
      optimizer: SGD(learningRate: learningRate, momentum: 0.9))
    let steps = Double(2_560 / batchSize)
    return [("step", median(history.epochSeconds.dropFirst().map { $0 / steps }))]
  }

  /// VGG-11 with a quarter of its channels.
  static func vgg(isNormalized: Bool) -> Sequential {
    Sequential {
      for block in [[16], [32], [64, 64], [128, 128], [128, 128]] {
        for filters in block {
          Conv2D(filters, padding: .same)
          if isNormalized { BatchNorm() }
          ReLU()
        }
        MaxPool2D()
      }
      Flatten()
      Dense(128, activation: .relu)
      Dense(10)
    }
  }

  /// VGG-16 with a sixteenth of its channels, as `notebooks/why-batchnorm-works.md` trains it.
  static func narrowVGG() -> Sequential {
    Sequential {
      for block in [[4, 4], [8, 8], [16, 16, 16], [32, 32, 32], [32, 32, 32]] {
        for filters in block {
          Conv2D(filters, padding: .same)
          BatchNorm()
          ReLU()
        }
        MaxPool2D()
      }
      Flatten()
      Dense(10)
    }
  }

  /// 28 x 28 images with a channel axis and two rows and columns of zeros on every side.
  private static func padded(_ images: Tensor) -> Tensor {
    let count = images.shape[0]
    let rows = Tensor.zeros([count, 1, 2, 28])
    let columns = Tensor.zeros([count, 1, 32, 2])
    let tall = concatenate([rows, images.expandingShape(at: 1), rows], axis: 2)
    return concatenate([columns, tall, columns], axis: 3)
  }
}
