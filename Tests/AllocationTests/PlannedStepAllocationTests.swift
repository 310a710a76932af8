import CAllocationCount
import Datasets
import Testing

@testable import NeuralNetworks
@testable import Tensors
@testable import TensorsOneDNN

#if canImport(Glibc)
  import Glibc

  /// A thousand planned steps allocate nothing: every call of `malloc` and its relatives is
  /// counted, in a forked child where nothing else runs. oneDNN itself allocates in its own calls;
  /// what is ours does not.
  @Suite(.enabled(if: allocation_count_works() != 0, "allocations cannot be counted here"))
  struct PlannedStepAllocationTests {
    enum Network: String, CaseIterable {
      case dense, denseNormalized, dropout, convolutions, averagePooling, evaluation
    }

    private static let optimizers: [any Optimizer] = [
      SGD(learningRate: 0.01), SGD(learningRate: 0.01, momentum: 0.9, nesterov: true), RMSprop(),
      Adam(), AdamW(), AdaMax(), Nadam(), Adagrad(),
      SGD(learningRate: CosineDecay(from: 0.1, steps: 100), clipping: .globalNorm(1)),
    ]

    private static let backends: [any Backend] = [PortableBackend(), OneDNNBackend()]

    @Test(arguments: backends.indices, Network.allCases)
    func aThousandStepsAllocateNothing(_ backend: Int, _ network: Network) throws {
      let steps = network == .convolutions || network == .averagePooling ? 100 : 1_000
      try expectNoAllocations(network, SGD(learningRate: 0.01), Self.backends[backend], steps)
    }

    @Test(arguments: backends.indices, optimizers.indices)
    func noOptimizerAllocates(_ backend: Int, _ optimizer: Int) throws {
      try expectNoAllocations(
        .denseNormalized, Self.optimizers[optimizer], Self.backends[backend], 1_000)
    }

    private func expectNoAllocations(
      _ network: Network, _ optimizer: any Optimizer, _ backend: any Backend, _ steps: Int
    ) throws {
      let isImages = network == .convolutions || network == .averagePooling
      let shape = isImages ? [3, 16, 16] : [200]
      let batch = isImages ? 16 : 64
      let data = [
        Tensor.normal([128] + shape, seed: 1), Tensor((0..<128).map { Int32($0 % 10) }),
      ]
      let model = Self.model(network)
      let objective = Objective(model: model, loss: .softmaxCrossEntropy, metrics: [.accuracy])
      try model.build(input: shape)
      let trainable = Array(model.parameters.trainable)
      let state = OptimizerState(optimizer, trainable)
      let step = PlannedFunction("step", workers: 2, backend: backend) {
        let batch = Examples(wholeTensors: $0, classNames: [])
        guard network != .evaluation else { return try objective.evaluate(batch) }
        let (figures, gradients) = try objective.gradients(
          of: batch, at: trainable, Context(isTraining: true))
        state.apply(gradients)
        return figures
      }
      let warmUp = 8
      let order = (0..<(steps + warmUp) * batch).map { Int32($0 % 128) }
      try step.replay(rowsOf: data, order: Array(order.prefix(128)), batchSize: batch) { _, _ in
        true
      }
      #expect(!step.explain().contains("eager"), "\(step.explain())")
      if network != .evaluation { #expect(step.explain().contains("on 2 workers")) }
      let counts = try inChild {
        var (own, foreign) = (-1, -1)
        // The child's threads and what belongs to each of them for good.
        WorkerPool.shared.run(count: 2) { _ in
          _ = ThreadContext.current.workspace(floats: 1 << 20)
        }
        try? step.replay(rowsOf: data, order: order, batchSize: batch) { index, _ in
          if index == warmUp - 1 { allocation_count_begin() }
          if index == steps + warmUp - 1 { allocation_count_end(&own, &foreign) }
          return true
        }
        return (own, foreign)
      }
      #expect(counts.own == 0, "\(network), \(optimizer), \(backend.name)")
      if backend is PortableBackend { #expect(counts.foreign == 0, "\(network), \(optimizer)") }
    }

    private static func model(_ network: Network) -> Sequential {
      switch network {
      case .dense:
        Sequential {
          Dense(256, activation: .relu); Dense(10)
        }
      case .denseNormalized, .evaluation:
        Sequential {
          BatchNorm(); Dense(256, activation: .gelu); BatchNorm(); Dense(10)
        }
      case .dropout:
        Sequential {
          Dense(256, activation: .silu); Dropout(0.5); LayerNorm(); Dense(10)
        }
      case .convolutions:
        Sequential {
          Conv2D(16, padding: .same); BatchNorm(); ReLU(); MaxPool2D()
          Conv2D(16, padding: .same, activation: .relu); MaxPool2D(); Flatten(); Dense(10)
        }
      case .averagePooling:
        Sequential {
          Conv2D(12, padding: .same, activation: .elu); AveragePool2D()
          Conv2D(16, padding: .same); GroupNorm(groups: 4); GlobalAveragePool2D(); Dense(10)
        }
      }
    }

    /// Swift hides `fork`.
    private static let fork: @convention(c) () -> pid_t = unsafeBitCast(
      dlsym(nil, "fork"), to: (@convention(c) () -> pid_t).self)

    /// What `body` counts in a child of this process.
    private func inChild(_ body: () -> (own: Int, foreign: Int)) throws -> (own: Int, foreign: Int)
    {
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      let child = Self.fork()
      if child == 0 {
        alarm(60)
        let result = body()
        var numbers = [result.own, result.foreign]
        _ = write(ends[1], &numbers, 16)
        _exit(0)
      }
      close(ends[1])
      var numbers = [-1, -1]
      #expect(read(ends[0], &numbers, 16) == 16)
      close(ends[0])
      waitpid(child, nil, 0)
      return (numbers[0], numbers[1])
    }
  }
#endif
