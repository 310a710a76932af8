internal import Tensors

extension LabeledImages {
  /// The images with a frame of zeros, in the middle of squares of this side: 28 x 28 in 32 x 32.
  /// Where the frame cannot be even, it is wider by one at the bottom and on the right.
  public func padded(to side: Int) -> LabeledImages { padded(to: [side, side]) }

  /// The images with a frame of zeros, in the middle of `[height, width]`.
  public func padded(to size: [Int]) -> LabeledImages {
    let old = requireSize(size, "padded")
    require(
      size[0] >= old[0] && size[1] >= old[1],
      "padded(to: \(size)) expects at least the size of the images, \(old): make them smaller with "
        + "resized(to:)")
    return mapInputs { images in
      (0..<2).reduce(images) { images, side in
        let axis = images.rank - 2 + side
        let before = (size[side] - old[side]) / 2
        let parts = [before, size[side] - old[side] - before].map { width in
          var shape = images.shape
          shape[axis] = width
          return Tensor.zeros(shape)
        }
        return concatenate([parts[0], images, parts[1]], axis: axis)
      }
    }
  }

  /// The images in another size, squares of this side.
  public func resized(to side: Int) -> LabeledImages { resized(to: [side, side]) }

  /// The images in another size, `[height, width]`: every new pixel is a weighted mean of the old
  /// ones around its middle, whose weights fall in straight lines to 0 at the middles of its
  /// neighbours. Where images grow that is bilinear; where they shrink it is what Pillow and
  /// PyTorch call bilinear with antialiasing, softer than the mean of the area that a pixel covers.
  public func resized(to size: [Int]) -> LabeledImages {
    let old = requireSize(size, "resized")
    require(size.allSatisfy { $0 > 0 }, "resized(to: \(size)) expects sizes of at least 1")
    return mapInputs { images in
      let rows = Self.weights(from: old[0], to: size[0])
      let columns = Self.weights(from: old[1], to: size[1]).transposed()
      return rows.matmul(images).matmul(columns)
    }
  }

  /// The share of every old pixel in every new one along an axis, `[new, old]`: a triangle around
  /// the new pixel's middle, as wide as the new pixel where that is the larger (what Pillow and
  /// PyTorch's `antialias=True` call bilinear).
  private static func weights(from old: Int, to new: Int) -> Tensor {
    let scale = Double(old) / Double(new)
    let reach = max(1, scale)
    let rows = (0..<new).map { place -> [Float] in
      let middle = (Double(place) + 0.5) * scale
      let shares = (0..<old).map { max(0, 1 - abs(Double($0) + 0.5 - middle) / reach) }
      let sum = shares.reduce(0, +)
      return shares.map { Float($0 / sum) }
    }
    return Tensor(rows.flatMap(\.self), shape: [new, old])
  }

  private func requireSize(_ size: [Int], _ name: String) -> [Int] {
    require(
      size.count == 2 && size.allSatisfy { $0 >= 0 },
      "\(name)(to: \(size)) expects a height and a width of at least 0")
    return Array(examples.wholeInputs.shape.suffix(2))
  }
}
