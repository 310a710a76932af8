internal import Tensors

extension LabeledImages {
  /// Drawn pieces of clothing in the ten classes of Fashion-MNIST, `[count, 28, 28]` in 0...1: the
  /// images that stand in for it where it cannot be had, and a set for trying things out that needs
  /// no file.
  ///
  /// - Parameters:
  ///   - count: Images, of random classes.
  ///   - seed: The same seed gives the same images.
  public static func drawnGarments(count: Int, seed: Int = 0) -> LabeledImages {
    require(count >= 0, "drawnGarments(count: \(count)) expects at least 0 images, got \(count)")
    let shape = [count, Garment.side, Garment.side]
    var labels: [Int32] = []
    // Made before any label: it refuses what memory cannot hold.
    let images = Tensor(shape: shape) { (pixels: UnsafeMutablePointer<Float>) in
      var random = SplitMix64(seed: seed)
      labels = (0..<count).map { _ in Int32(random.next(upperBound: 10 as UInt64)) }
      let pixelCount = Garment.side * Garment.side
      pixels.initialize(repeating: 0, count: count * pixelCount)
      for (index, label) in labels.enumerated() {
        let garment = Garment(label: Int(label), using: &random)
        let image = UnsafeMutableBufferPointer(
          start: pixels + index * pixelCount, count: pixelCount)
        garment.draw(into: image, using: &random)
      }
    }
    return LabeledImages(
      images: images, labels: Tensor(labels, shape: [count]),
      classNames: FashionMNIST.files.classNames)
  }
}
