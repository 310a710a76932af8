import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Training in processes of their own, with different numbers of threads.
struct DeterminismTests {
  @Test(arguments: Study.allCases)
  func everyProcessAndNumberOfThreadsGivesTheSameBits(_ study: Study) async {
    var digests: [String] = []
    for threads in [1, 1, 2, 3, 4, 8] {
      let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
        [threads = threads as Int, study = study as Study] in
        // Read at the first planned step.
        setenv("NOTEBOOK_THREADS", "\(threads)", 1)
        print("digest \(try Self.digest(study))")
      }
      let text = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
      digests.append(
        text.split(separator: "\n").first { $0.hasPrefix("digest ") }.map(String.init) ?? text)
    }
    #expect(Set(digests).count == 1, "\(digests)")
    #expect(digests[0].count > "digest ".count)
  }

  enum Study: String, CaseIterable, Codable {
    case dense, images
  }

  /// A number made of the bits of everything a model remembers after two epochs.
  private static func digest(_ study: Study) throws -> UInt64 {
    setSeed(5)
    let model: Sequential
    let data: Examples
    switch study {
    case .dense:
      model = Sequential {
        Dense(300, activation: .gelu); BatchNorm(); Dropout(0.2)
        Dense(100, activation: .relu); LayerNorm(); Dense(3)
      }
      data = Examples(
        inputs: Tensor.normal([100, 120], seed: 1), targets: Tensor((0..<100).map { Int32($0 % 3) })
      )
    case .images:
      model = Sequential {
        Conv2D(12, padding: .same, activation: .elu); MaxPool2D(); BatchNorm()
        Conv2D(8); AveragePool2D(); Flatten(); Dense(3)
      }
      data = Examples(
        inputs: Tensor.normal([50, 3, 14, 14], seed: 1),
        targets: Tensor((0..<50).map { Int32($0 % 3) }))
    }
    try model.fit(data, epochs: 2, batchSize: 32, optimizer: Adam(learningRate: 0.01))
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for entry in model.allEntries {
      for number in entry.parameter.value.doubles {
        digest = (digest ^ number.bitPattern) &* 0x100_0000_01B3
      }
    }
    return digest
  }
}
