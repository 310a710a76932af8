import NeuralNetworks
import Testing

/// The two models of the batch-normalization study, by the numbers Keras prints for them.
@Suite struct StudyModelTests {
  @Test func thePlainModelHasTheParametersOfItsDenseLayers() {
    let model = Sequential {
      Flatten()
      Dense(300, initializer: .heNormal)
      LeakyReLU()
      Dense(100, initializer: .heNormal)
      LeakyReLU()
      Dense(10)
    }
    let summary = model.summary(input: [28, 28])
    #expect(summary.rows.map(\.parameters) == [0, 235_500, 0, 30_100, 0, 1_010])
    #expect(summary.parameters == 266_610)
    #expect(summary.nonTrainableParameters == 0)
  }

  @Test func runningStatisticsCountAsNotTrainable() {
    let model = Sequential {
      Flatten()
      BatchNorm()
      Dense(300, activation: .relu)
      BatchNorm()
      Dense(100, activation: .relu)
      BatchNorm()
      Dense(10)
    }
    let summary = model.summary(input: [28, 28])
    #expect(summary.parameters == 271_346)
    #expect(summary.nonTrainableParameters == 2_368)
  }
}
