extension Layer {
  /// Throws what is wrong with an input of this shape in a pass; of one example that has lost its
  /// batch axis it says so.
  func checkInput(_ shape: [Int], in pass: Pass) throws(ModelError) {
    do throws(ModelError) {
      try checkInput(shape)
    } catch {
      let (given, isModelBuilt): ([Int], Bool) =
        switch pass.input {
        case .given: (shape, false)
        case .one(let examples, let isBuilt) where shape.first == 1:
          ([examples] + shape.dropFirst(), isBuilt)
        case .one, .shapeAlone: ([Int](), false)
        }
      guard !given.isEmpty,
        takesAsExample(given, isModelBuilt: isModelBuilt, isFlattened: pass.followsFlatten)
      else { throw error }
      throw error.ofOneExample(given)
    }
  }

  /// Whether one example of this shape, with a batch axis, is what the layer takes with the weights
  /// that it has. Without weights it takes many shapes: then colours tell, or the count of numbers.
  private func takesAsExample(_ shape: [Int], isModelBuilt: Bool, isFlattened: Bool) -> Bool {
    let weights = ModelWalk(self)
    let isImage = isModelBuilt && shape.count == 3 && (shape[0] == 1 || shape[0] == 3)
    guard weights.hasWeights ? !weights.isUnbuilt : isImage || self is Reshape else { return false }
    func takes(_ shape: [Int]) -> Bool { (try? checkInput(shape)) != nil }
    // A Flatten that took the example's first axis for the batch has left the others together.
    return takes([1] + shape) || isFlattened && takes([1, shape.reduce(1, *)])
  }
}
