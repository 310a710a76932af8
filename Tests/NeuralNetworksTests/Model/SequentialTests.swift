import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct SequentialTests {
  private func plain() -> Sequential {
    Sequential {
      Flatten()
      Dense(300, initializer: .heNormal)
      LeakyReLU()
      Dense(100, initializer: .heNormal)
      LeakyReLU()
      Dense(10)
    }
  }

  private func normalized() -> Sequential {
    Sequential {
      Flatten()
      BatchNorm()
      for width in [300, 100] {
        Dense(width, activation: .relu)
        BatchNorm()
      }
      Dense(10)
    }
  }

  @Test func countsTheParametersOfThePlainModel() {
    let summary = plain().summary(input: [28, 28])
    #expect(summary.parameters == 266_610)
    #expect(summary.nonTrainableParameters == 0)
    #expect(summary.rows.map(\.parameters) == [0, 235_500, 0, 30_100, 0, 1_010])
    #expect(summary.rows.map(\.outputShape) == [[784], [300], [300], [100], [100], [10]])
  }

  @Test func countsTheParametersOfTheNormalizedModel() {
    let summary = normalized().summary(input: [28, 28])
    #expect(summary.parameters == 271_346)
    #expect(summary.trainableParameters == 268_978)
    #expect(summary.nonTrainableParameters == 2_368)
    #expect(summary.rows[1].parameters == 3_136)
  }

  @Test func listsTheVariablesOfALayer() {
    let model = normalized()
    _ = model.summary(input: [28, 28])
    let variables = model.layers[1].variables
    #expect(variables.map(\.name) == ["gamma", "beta", "movingMean", "movingVariance"])
    #expect(variables.map(\.isTrainable) == [true, true, false, false])
    #expect(variables.allSatisfy { $0.shape == [784] })
  }

  @Test func namesParametersByLayerAndNumber() {
    let model = normalized()
    _ = model.summary(input: [28, 28])
    #expect(
      model.parameterEntries.filter { $0.parameter.isTrainable }.map(\.path) == [
        "batch_norm_1.gamma", "batch_norm_1.beta", "dense_1.weight", "dense_1.bias",
        "batch_norm_2.gamma", "batch_norm_2.beta", "dense_2.weight", "dense_2.bias",
        "batch_norm_3.gamma", "batch_norm_3.beta", "dense_3.weight", "dense_3.bias",
      ])
    #expect(model.parameters["dense_2.weight"]?.value.shape == [300, 100])
    #expect(model.parameters(below: 3).count == 6)
  }

  @Test func printsItsConstructorWithCounts() {
    let model = Sequential {
      Flatten()
      Dense(2, activation: .relu)
      Sequential { Dropout(0.5) }
      Dense(3)
    }
    _ = model.summary(input: [2, 2])
    #expect(
      model.description == """
        Sequential {
          Flatten()
          Dense(2, activation: .relu)  // 10 parameters
          Sequential {
            Dropout(0.5)
          }
          Dense(3)  // 9 parameters
        }  // 19 parameters
        """)
  }

  @Test func summaryIsATableWithTotals() {
    guard case .table(let table) = plain().summary(input: [28, 28]).cellOutput.content else {
      Issue.record("expected a table")
      return
    }
    #expect(
      table.rows[1] == [
        "Dense(300, initializer: .heNormal)", "[batch, 300]", "235,500", "235,500",
      ])
    #expect(table.footer == [["Total", "", "266,610", "266,610"]])
  }

  @Test func theSameSeedGivesTheSameModelAndTheNextOneDiffers() {
    func weights() -> [Float] {
      let model = plain()
      _ = model.summary(input: [4, 4])
      return model.parameters["dense_1.weight"]?.value.scalars ?? []
    }
    SeedLock.withSeed(5) {
      let first = weights()
      let second = weights()
      setSeed(5)
      #expect(weights() == first)
      #expect(second != first)
    }
  }

  @Test func layersOfOneModelDiffer() {
    let model = Sequential {
      Dense(6); Dense(6)
    }
    _ = model.summary(input: [6])
    let (first, second) = (model.parameters["dense_1.weight"], model.parameters["dense_2.weight"])
    #expect(first?.value.scalars != second?.value.scalars)
  }

  @Test func stateComesBackExactly() {
    let model = normalized()
    _ = model.summary(input: [4, 4])
    let saved = model.state
    let before = model.parameters.map(\.value.scalars)
    model.parameters.update { $0.value = $0.value + 1 }
    _ = model(Tensor.normal([8, 4, 4], seed: 1), training: true)
    #expect(model.parameters.map(\.value.scalars) != before)
    model.state = saved
    #expect(model.parameters.map(\.value.scalars) == before)
  }

  @Test func findsTheParametersOfAUsersLayer() {
    struct Swish: Layer {
      let beta = Parameter(1.0)
      func callAsFunction(_ x: Tensor) -> Tensor {
        x * sigmoid(beta.value * x)
      }
    }
    struct Block: Layer {
      let inner = [Dense(3), Dense(4)]
      let gate: Swish? = Swish()
      func callAsFunction(_ x: Tensor) -> Tensor {
        inner.reduce(x) { $1($0) }
      }
    }
    let model = Sequential {
      Swish(); Block()
    }
    _ = model.summary(input: [2])
    #expect(
      model.parameterEntries.map(\.path) == [
        "swish_1.beta", "block_1.inner_1.weight", "block_1.inner_1.bias",
        "block_1.inner_2.weight", "block_1.inner_2.bias", "block_1.gate.beta",
      ])
    #expect(model.layers[0].name == "Swish()")
  }

  @Test func aSharedLayerCountsOnce() {
    let dense = Dense(4)
    let model = Sequential {
      dense; dense
    }
    #expect(model.summary(input: [4]).parameters == 20)
  }
}
