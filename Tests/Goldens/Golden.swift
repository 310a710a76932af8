internal import Foundation
package import Tensors

/// Values that PyTorch, JAX and Keras computed; `make_goldens.py` writes the files and their names
/// and versions into them.
package enum Golden {
  /// An array of doubles.
  package struct Numbers: Decodable, Sendable {
    package let shape: [Int]
    package let values: [Double]

    package init(shape: [Int], values: [Double]) {
      self.shape = shape
      self.values = values
    }

    /// As a tensor.
    package func tensor(_ type: ElementType = .float64) -> Tensor {
      Tensor(values, shape: shape, type: type)
    }
  }

  /// An operation with its inputs and the gradients for a random cotangent.
  package struct Operation: Decodable, Sendable {
    package let name: String
    package let inputs: [Numbers]
    package let output: Numbers
    package let cotangent: Numbers
    package let gradients: [Numbers]
  }

  /// A file of operations.
  package struct Operations: Decodable {
    package let cases: [Operation]
  }

  /// Where an optimizer's steps lead, by the optimizer's name.
  package struct Trajectories: Decodable {
    package let start: Numbers
    package let gradients: [Numbers]
    package let trajectories: [String: [Numbers]]
  }

  /// A batch normalization after three batches.
  package struct Statistics: Decodable {
    package let batches: [Numbers]
    package let outputs: [Numbers]
    package let mean: Numbers
    package let variance: Numbers
    package let inference: Numbers
  }

  /// Twenty steps of training.
  package struct Training: Decodable {
    package let inputs: Numbers
    package let labels: [Int]
    package let weights: [Numbers]
    package let losses: [Double]
    package let prediction: Numbers
    package let end: [Numbers]
  }

  /// The content of one of the files in the folder `values`.
  package static func read<Content: Decodable>(
    _ name: String, as type: Content.Type = Content.self
  ) throws -> Content {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "values/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }

  /// Says where two arrays differ most, if anywhere by more than `tolerance` times the expected
  /// number; small numbers are measured by the largest of the array, at most 1.
  package static func difference(
    _ actual: Tensor, _ expected: Numbers, tolerance: Double
  ) -> String? {
    guard actual.shape == expected.shape else {
      return "shape \(actual.shape) instead of \(expected.shape)"
    }
    let floor = min(1, expected.values.map { $0.magnitude }.max() ?? 0)
    var worst: (ratio: Double, text: String) = (0, "")
    for (index, (a, e)) in zip(actual.doubles, expected.values).enumerated() where a != e {
      let error = (a - e).magnitude / max(e.magnitude, floor)
      if !(error <= worst.ratio) {
        worst = (error, "element \(index) is \(a) instead of \(e), relative error \(error)")
      }
    }
    return worst.ratio <= tolerance ? nil : worst.text
  }
}
