/// An index for which there is nothing: what looked it up, and where it stood.
package struct IndexOutside: Hashable, Sendable {
  /// What looks indices up.
  package enum Operation: Sendable {
    case gather, scatterAdd, oneHot, softmaxCrossEntropy
  }

  let operation: Operation
  let index: Int32
  /// How many there are to choose from.
  let size: Int
  /// What holds them, where it has a name: "Embedding(50, size: 8).weight".
  var table: String?
  /// Its place in the tensor of indices.
  let place: [Int]
  /// How many places the first axis of that tensor has; 0 of a single index.
  let rows: Int

  /// The row of a batch that the index belongs to, where the indices have one for each example.
  func row(ofBatch size: Int) -> Int? { rows == size ? place.first : nil }

  /// The axes of an element of a shape, given its number in row-major order.
  static func place(_ number: Int, in shape: [Int]) -> [Int] {
    var rest = number
    return shape.reversed().map { size in
      defer { rest /= size }
      return rest % size
    }.reversed()
  }

  /// The first element of these int32 numbers that is not in 0..<size.
  package static func first(
    in indices: Tensor, _ size: Int, _ operation: Operation, table: String? = nil
  ) -> IndexOutside? {
    indices.withElements(of: Int32.self) { numbers in
      numbers.firstIndex { $0 < 0 || Int($0) >= size }.map {
        IndexOutside(
          operation: operation, index: numbers[$0], size: size, table: table,
          place: place($0, in: indices.shape), rows: indices.shape.first ?? 0)
      }
    }
  }

  /// What is wrong, in a sentence.
  ///
  /// - Parameter example: The number of the example in a data set to which the first axis of the
  ///   indices belongs, where that is known.
  package func sentence(example: Int? = nil) -> String {
    let place =
      example.map {
        " in example \($0) (counted from 0)"
          + (self.place.count > 1 ? " at \(Array(self.place.dropFirst()))" : "")
      } ?? (self.place.isEmpty ? "" : " at \(self.place)")
    let range = "0..<\(size), got \(index)\(place)"
    switch operation {
    case .gather, .scatterAdd:
      if let table {
        return "\(table) has rows for indices in \(range): check the indices, or make it larger"
      }
      return "\(operation) expects indices in \(range): check the labels or indices"
    case .oneHot: return "oneHot expects indices in \(range): check the labels or indices"
    case .softmaxCrossEntropy:
      return "softmaxCrossEntropy expects labels in \(range): logits have \(size) columns, one per "
        + "class"
    }
  }
}
