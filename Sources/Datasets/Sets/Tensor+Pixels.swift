internal import Tensors

extension Tensor {
  /// Bytes as numbers in 0...1, each byte divided by 255.
  static func scaledPixels(_ bytes: ArraySlice<UInt8>, shape: [Int]) -> Tensor {
    bytes.withUnsafeBufferPointer { source in
      Tensor(shape: shape) { (pixels: UnsafeMutablePointer<Float>) in
        for index in 0..<source.count { pixels[index] = Float(source[index]) / 255 }
      }
    }
  }
}
